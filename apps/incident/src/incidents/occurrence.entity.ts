import type { Priority, Severity } from '@ringdown/contracts';
import { Column, Entity, Generated, Index, PrimaryColumn } from 'typeorm';

/**
 * One event of an incident, as it came. Of each incident the newest thousand are kept, for thirty days. No foreign key: ten thousand
 * repeats would ask ten thousand times for one incident.
 */
@Entity('occurrence')
@Index('occurrence_of_incident', ['incident_id', 'id'])
@Index('occurrence_of_event', ['event_id'])
export class OccurrenceEntity {
  /** A bigint, in the order of acceptance. */
  @Generated('increment')
  @PrimaryColumn({ type: 'bigint', generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'occurrence_pkey' })
  id: string;

  @Column('text')
  incident_id: string;

  @Column('text')
  event_id: string;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  title: string;

  /** JSON text, as it was written. */
  @Column('text', { nullable: true })
  body: string | null;

  @Column('text', { nullable: true })
  priority: Priority | null;

  @Column('text', { nullable: true })
  severity: Severity | null;

  /** Whether the alert was seen, as alert rules count it: not where a monitor only acknowledges or resolves. */
  @Column('boolean', { default: true })
  seen: boolean;

  /** What it changed, a sentence each. */
  @Column('text', { array: true })
  changes: string[];
}

export type OccurrenceRow = Readonly<OccurrenceEntity>;
export type NewOccurrence = Omit<OccurrenceRow, 'id'>;
