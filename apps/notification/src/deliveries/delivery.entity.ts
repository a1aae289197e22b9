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
@Index('delivery_due', ['next_attempt_at'], { where: `status = 'pending'` })
@Index('delivery_pending_in_order', ['channel_id', 'ordering_key', 'sequence'], { where: `status = 'pending'` })
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

  /** All tries so far. A worker knows by it whether a delivery is still its own. */
  @Column('int', { default: 0 })
  attempts: number;

  /** Tries since the last start: the first one, or a resend by hand. */
  @Column('int', { default: 0 })
  tries: number;

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

  /** Until then one worker sends this delivery; after it another may claim it. */
  @Column('timestamptz', { nullable: true })
  leased_until: Date | null;
}

/** Up to when the sending times of a channel are reserved. */
@Entity('channel_rate_limit')
export class ChannelRateLimitEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'channel_rate_limit_pkey' })
  channel_id: string;

  @Column('timestamptz')
  reserved_until: Date;
}
