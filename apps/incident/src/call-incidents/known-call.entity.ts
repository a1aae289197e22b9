import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { IncidentEntity } from '../incidents/index.js';

/** What was done about a call by itself: events of a call that come twice or in another order find it here. */
@Entity('known_call')
export class KnownCallEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'known_call_pkey' })
  call_id: string;

  /** The incident that was opened when the call came in. */
  @Column('text', { nullable: true })
  @ForeignKey(() => IncidentEntity, { name: 'known_call_incident_id_fkey', onDelete: 'SET NULL' })
  incident_id: string | null;

  @Column('boolean', { default: false })
  answered: boolean;

  /** When the answer acknowledged the incident; null where it did not. */
  @Column('timestamptz', { nullable: true })
  acknowledged_at: Date | null;

  /** The end of the call has arrived: nothing that comes later can open anything. */
  @Column('boolean', { default: false })
  ended: boolean;
}
