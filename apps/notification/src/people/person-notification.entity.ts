import type { IncidentNotification } from '@ringdown/contracts';
import { Check, Column, Entity, Generated, Index, PrimaryColumn, Unique } from 'typeorm';

/**
 * One person, one step of an escalation (or another occasion), one way to notify them. The properties bear the names of the columns, so that a row of
 * hand-written SQL has the same shape.
 */
@Entity('person_notification')
@Check(
  'person_notification_state_check',
  `state in ('waiting', 'sent', 'delivered', 'failed', 'answered', 'cancelled')`,
)
@Unique('person_notification_once', ['event_id', 'user_id', 'position'])
@Unique('person_notification_sequence_key', ['sequence'])
@Index('person_notification_due', ['due_at'], { where: `state = 'waiting'` })
@Index('person_notification_of_incident', ['incident_id', 'sequence'])
@Index('person_notification_of_user', ['user_id', 'sequence'])
// what was sent within an hour, for the limits
@Index('person_notification_sent', ['type', 'sent_at'], { where: 'sent_at is not null' })
export class PersonNotificationEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'person_notification_pkey' })
  id: string;

  /** A bigint. */
  @Generated('increment')
  @Column({ type: 'bigint', generatedIdentity: 'ALWAYS' })
  sequence: string;

  /** That of the step, of who was added, or of the resolution. */
  @Column('text')
  event_id: string;

  @Column('text')
  user_id: string;

  /** Among those of the person at this event, from 0. */
  @Column('int')
  position: number;

  /** Null for the notice of a shift. */
  @Column('text', { nullable: true })
  incident_id: string | null;

  /** From 1; null where they were made a responder, and for the notice that the incident is resolved. */
  @Column('int', { nullable: true })
  step: number | null;

  @Column('boolean', { default: false })
  made_responder: boolean;

  @Column('text')
  type: IncidentNotification['type'];

  /** What is said: a `Notice`. */
  @Column('json')
  notice: unknown;

  @Column('text')
  correlation_id: string;

  @Column('timestamptz')
  created_at: Date;

  /** When it was to be sent at first; `due_at` moves with each try. */
  @Column('timestamptz')
  planned_at: Date;

  @Column('timestamptz')
  due_at: Date;

  @Column('text')
  state: IncidentNotification['state'];

  @Column('text', { nullable: true })
  detail: string | null;

  /** Since it was planned somebody has acknowledged, resolved or muted the incident. */
  @Column('boolean', { default: false })
  called_off: boolean;

  @Column('int', { default: 0 })
  tries: number;

  /** Until then one worker sends it. */
  @Column('timestamptz', { nullable: true })
  leased_until: Date | null;

  @Column('timestamptz', { nullable: true })
  sent_at: Date | null;

  /** The provider's id of the text or call. */
  @Column('text', { nullable: true })
  provider_id: string | null;
}

/** A phone to which texts or calls are refused until somebody changes that. */
@Entity('refused_phone')
export class RefusedPhoneEntity {
  /** E.164. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'refused_phone_pkey' })
  phone: string;

  @Column('text')
  category: 'opted-out' | 'carrier-refuses';

  @Column('text')
  reason: string;

  @Column('timestamptz')
  at: Date;
}

/** A limit of texts or calls, of which admins were told. */
@Entity('reached_limit')
export class ReachedLimitEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'reached_limit_pkey' })
  type: 'sms' | 'voice';

  /** Empty: the limit of all. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'reached_limit_pkey' })
  user_id: string;

  @Column('timestamptz')
  told_at: Date;
}

/** A person who talks in a call of ours: nobody calls them beside it. */
@Entity('talk')
@Index('talk_of_user', ['user_id'])
export class TalkEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'talk_pkey' })
  call_id: string;

  @Column('text')
  user_id: string;

  @Column('timestamptz')
  since: Date;
}

/** A text that came in, so that a provider that asks twice is answered once. */
@Entity('incoming_text')
export class IncomingTextEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'incoming_text_pkey' })
  provider_id: string;

  @Column('timestamptz')
  at: Date;
}
