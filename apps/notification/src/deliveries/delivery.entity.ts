import { Check, Column, Entity, Generated, Index, PrimaryColumn, Unique } from 'typeorm';

export type DeliveryStatus = 'pending' | 'delivered' | 'failed';

/**
 * One event for one channel. The properties bear the names of the columns, so that a row of hand-written SQL has the same shape.
 * `ordering_key` is the call, the incident or the schedule: of one channel the messages about it go out in the order of `sequence`.
 */
@Entity('delivery')
@Check('delivery_status_check', `status in ('pending', 'delivered', 'failed')`)
@Unique('delivery_event_id_channel_id_key', ['event_id', 'channel_id'])
@Unique('delivery_sequence_key', ['sequence'])
@Index('delivery_due', ['channel_id', 'next_attempt_at'], { where: `status = 'pending'` })
@Index('delivery_in_order', ['channel_id', 'rank', 'sequence'], { where: `status = 'pending'` })
@Index('delivery_pending_in_order', ['channel_id', 'ordering_key', 'sequence'], { where: `status = 'pending'` })
@Index('delivery_delivered', ['channel_id', 'delivered_at'], { where: `status = 'delivered'` })
@Index('delivery_ended', ['created_at'], { where: `status <> 'pending'` })
@Index('delivery_by_channel', ['channel_id', 'sequence'])
@Index('delivery_by_call', ['call_id', 'sequence'], { where: 'call_id is not null' })
@Index('delivery_by_incident', ['incident_id', 'sequence'], { where: 'incident_id is not null' })
export class DeliveryEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'delivery_pkey' })
  id: string;

  /** A bigint. */
  @Generated('increment')
  @Column({ type: 'bigint', generatedIdentity: 'ALWAYS' })
  sequence: string;

  @Column('text')
  event_id: string;

  @Column('text')
  channel_id: string;

  /** `call.completed`, `incident.opened` … */
  @Column('text')
  about: string;

  @Column('text')
  ordering_key: string;

  /** 0: calls; 1: what needs somebody; 2: what became of it. Of one key it never falls while something waits. */
  @Column('smallint', { default: 1 })
  rank: number;

  @Column('text', { nullable: true })
  call_id: string | null;

  @Column('text', { nullable: true })
  incident_id: string | null;

  /** A NotifiableEvent as it was stored, perhaps by an older version. */
  @Column('json')
  event: unknown;

  @Column('timestamptz')
  event_at: Date;

  @Column('text')
  correlation_id: string;

  @Column('text', { default: 'pending' })
  status: DeliveryStatus;

  /** All tries so far. */
  @Column('int', { default: 0 })
  attempts: number;

  /** Tries since the last start: the first one, or a resend by hand. */
  @Column('int', { default: 0 })
  tries: number;

  /** When the first try began of which nobody knows whether it arrived; null: there is none. */
  @Column('timestamptz', { nullable: true })
  uncertain_since: Date | null;

  /** The summary of a storm that tells of it. */
  @Column('text', { nullable: true })
  summary_id: string | null;

  /** How it arrived, where not by itself. */
  @Column('text', { nullable: true })
  detail: string | null;

  @Column('text', { nullable: true })
  last_error: string | null;

  @Column('timestamptz')
  created_at: Date;

  @Column('timestamptz', { nullable: true })
  delivered_at: Date | null;

  @Column('timestamptz')
  next_attempt_at: Date;

  /** No try begins after this. */
  @Column('timestamptz')
  give_up_at: Date;
}

/** What is known of a channel as somebody who is sent to: one instance at a time works on it. */
@Entity('channel_queue')
export class ChannelQueueEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'channel_queue_pkey' })
  channel_id: string;

  /** Up to when its sending times are reserved. */
  @Column('timestamptz', { nullable: true })
  reserved_until: Date | null;

  /** Until then nothing goes out: the other side asked for a pause, or does not answer. */
  @Column('timestamptz', { nullable: true })
  closed_until: Date | null;

  @Column('text', { nullable: true })
  closed_because: string | null;

  /** Tries in a row that did not get through. */
  @Column('int', { default: 0 })
  failures: number;

  @Column('timestamptz', { nullable: true })
  failing_since: Date | null;

  /** Answers in a row that nobody is there any more (410). */
  @Column('int', { default: 0 })
  gone: number;

  @Column('timestamptz', { nullable: true })
  disabled_at: Date | null;

  /** The channel as it was when it was disabled: whatever of it changes enables it again. */
  @Column('text', { nullable: true })
  disabled_target: string | null;

  /** Admins were told that it fails; null once something arrives. */
  @Column('timestamptz', { nullable: true })
  admins_told_at: Date | null;

  @Column('timestamptz', { nullable: true })
  leased_until: Date | null;

  /** Counts what is to be sent: whoever gives the channel back looks whether something came meanwhile. */
  @Column('int', { default: 0 })
  news: number;

  /** Counts the leases: whoever works by an older one has lost the channel. */
  @Column('int', { default: 0 })
  lease: number;

  /** When the turn that is under way began; null between two. */
  @Column('timestamptz', { nullable: true })
  turn_began_at: Date | null;
}

/** Where the message of a call or incident stands that a channel changes in place. */
@Entity('channel_message')
@Index('channel_message_posted', ['posted_at'])
export class ChannelMessageEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'channel_message_pkey' })
  channel_id: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'channel_message_pkey' })
  ordering_key: string;

  @Column('text')
  place: string;

  @Column('text')
  message: string;

  @Column('timestamptz')
  posted_at: Date;
}

/** The one message that stands for the many events of a storm. */
@Entity('channel_summary')
@Index('channel_summary_open', ['channel_id'], { unique: true, where: 'ended_at is null' })
export class ChannelSummaryEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'channel_summary_pkey' })
  id: string;

  @Column('text')
  channel_id: string;

  @Column('timestamptz')
  began_at: Date;

  @Column('timestamptz')
  last_event_at: Date;

  @Column('json')
  tally: unknown;

  /** When it was posted or changed last; null: not yet. */
  @Column('timestamptz', { nullable: true })
  told_at: Date | null;

  @Column('boolean', { default: true })
  has_news: boolean;

  @Column('text', { nullable: true })
  place: string | null;

  @Column('text', { nullable: true })
  message: string | null;

  @Column('timestamptz', { nullable: true })
  uncertain_since: Date | null;

  @Column('timestamptz', { nullable: true })
  ended_at: Date | null;
}

/** How a call or incident stands, folded from its events. */
@Entity('story')
@Index('story_updated', ['updated_at'])
export class StoryEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'story_pkey' })
  key: string;

  /** Null only inside the transaction that begins it. */
  @Column('json', { nullable: true })
  state: unknown;

  @Column('timestamptz')
  updated_at: Date;
}
