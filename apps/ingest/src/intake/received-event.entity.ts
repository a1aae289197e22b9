import type { ReceivedEvent } from '@ringdown/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * One request of a monitor as it came, or one mail, with what it was read as: to be looked at, and read again after a mapping was
 * changed. No part of the way of an alert: what takes effect is in the outbox.
 */
@Entity('received_event')
@Index('received_event_of_integration', ['integration_id', 'id'])
@Index('received_event_pings', ['integration_id', 'received_at'], { where: "read_as = 'heartbeat' AND via = 'http'" })
export class ReceivedEventEntity {
  /** Sorts by time; the ids of its alerts begin with it. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'received_event_pkey' })
  id: string;

  @Column('text')
  integration_id: string;

  @Column('timestamptz')
  received_at: Date;

  @Column('text')
  via: ReceivedEvent['via'];

  @Column('text', { nullable: true })
  content_type: string | null;

  @Column('text', { nullable: true })
  content_encoding: string | null;

  /** Those that a reader looks at. */
  @Column('json')
  headers: Readonly<Record<string, string>>;

  @Column('bytea')
  body: Buffer;

  @Column('text', { nullable: true })
  read_as: string | null;

  @Column('text', { nullable: true })
  refusal: string | null;

  @Column('text', { array: true })
  warnings: string[];

  @Column('json')
  alerts: ReceivedEvent['alerts'];
}

export type ReceivedEventRow = Readonly<ReceivedEventEntity>;
