import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A heartbeat that has reported: what the decider keeps of it, for longer than its pings are kept. */
@Entity('heartbeat')
export class HeartbeatEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'heartbeat_pkey' })
  integration_id: string;

  @Column('timestamptz')
  last_seen_at: Date;

  /** Since the last ping. */
  @Column('bigint')
  unheard_ms: string;

  @Column('timestamptz', { nullable: true })
  unheard_until: Date | null;

  @Column('timestamptz', { nullable: true })
  missing_since: Date | null;
}

/** One row: until when somebody listened, whichever instance. */
@Entity('heartbeat_watch')
export class HeartbeatWatchEntity {
  @PrimaryColumn('boolean', { primaryKeyConstraintName: 'heartbeat_watch_pkey' })
  id: boolean;

  @Column('timestamptz', { nullable: true })
  looked_at: Date | null;
}
