import type { Incident, Priority, Severity } from '@ringdown/contracts';
import { Check, Column, Entity, ForeignKey, Generated, Index, PrimaryColumn, Unique } from 'typeorm';

/** The properties of these entities bear the names of the columns, so that a row of hand-written SQL has the same shape. */
@Entity('incident')
@Unique('incident_number_key', ['number'])
@Check('incident_status_check', `status in ('triggered', 'acknowledged', 'resolved')`)
@Check('incident_source_check', `source in ('webhook', 'call', 'manual')`)
@Index('incident_open', ['number'], { where: `status <> 'resolved'` })
@Index('incident_of_integration', ['integration_id', 'number'])
// one open incident per group and integration where it arrived, and when a group has opened; by the call id in its details, and by the
// earliest of its deadlines: which an entity cannot say
@Index('incident_open_group', { synchronize: false })
@Index('incident_of_call', { synchronize: false })
@Index('incident_due', { synchronize: false })
@Index('incident_quiet', { synchronize: false })
@Index('incident_of_group', { synchronize: false })
// by trigrams, where the server has them
@Index('incident_title', { synchronize: false })
@Index('incident_by_priority', ['priority', 'number'], { where: 'priority is not null' })
@Index('incident_by_severity', ['severity', 'number'], { where: 'severity is not null' })
@Index('incident_by_status', ['status', 'number'])
export class IncidentEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'incident_pkey' })
  id: string;

  /** A bigint, given in the order of insertion. */
  @Column('bigint', { default: () => `nextval('incident_number')` })
  number: string;

  @Column('text')
  title: string;

  @Column('text')
  status: Incident['status'];

  @Column('text', { nullable: true })
  priority: Priority | null;

  @Column('text', { nullable: true })
  severity: Severity | null;

  @Column('text')
  integration_id: string;

  /** Null: in sync with the integration. */
  @Column('text', { nullable: true })
  escalation_policy_id: string | null;

  @Column('text')
  source: Incident['source'];

  /** While it is open, alerts of this group (a title, or a sender's own key) are about it, whatever people call it; null: it stays alone. */
  @Column('text', { nullable: true })
  alert_title: string | null;

  /** Computed by Postgres, for the index: a title may be longer than an index takes. */
  @Column({ type: 'bytea', nullable: true, asExpression: 'hash_of_title(alert_title)', generatedType: 'STORED' })
  alert_title_hash: Buffer | null;

  /** JSON text as it was written: always selected as text. */
  @Column('json', { nullable: true })
  details: string | null;

  @Column('int')
  occurrences: number;

  @Column('timestamptz')
  opened_at: Date;

  @Column('timestamptz')
  last_seen_at: Date;

  @Column('timestamptz', { nullable: true })
  acknowledged_at: Date | null;

  /** A name, as people read it. */
  @Column('text', { nullable: true })
  acknowledged_by: string | null;

  @Column('timestamptz', { nullable: true })
  resolved_at: Date | null;

  @Column('text', { nullable: true })
  resolved_by: string | null;

  @Column('text', { nullable: true })
  line_id: string | null;

  @Column('boolean', { default: false })
  suppressed: boolean;

  /** The step that comes next, and how often the policy has been gone through; null before its escalation begins. */
  @Column('int', { nullable: true })
  escalation_step: number | null;

  @Column('int', { nullable: true })
  escalation_round: number | null;

  @Column('timestamptz', { nullable: true })
  escalation_due_at: Date | null;

  @Column('timestamptz', { nullable: true })
  ack_expires_at: Date | null;

  @Column('timestamptz', { nullable: true })
  resolves_at: Date | null;

  @Column('boolean', { default: false })
  muted: boolean;

  /** Of a muted one; null: for ever. */
  @Column('timestamptz', { nullable: true })
  muted_until: Date | null;

  /** Of one that flaps: how long it has to be quiet after a recovery until it closes, as its integration had it when it opened. */
  @Column('int', { nullable: true })
  quiet_minutes: number | null;

  /** Until then it has to be quiet; null while the monitor's last word is that it fires. */
  @Column('timestamptz', { nullable: true })
  quiet_at: Date | null;

  /** Where its alerts arrive, where an alert rule lists it under another integration; null: under the one where it arrived. */
  @Column('text', { nullable: true })
  arrived_integration_id: string | null;

  @Column('text', { array: true, default: '{}' })
  responder_ids: string[];

  /** Channels that alert rules have added to those of its integration. */
  @Column('text', { array: true, default: '{}' })
  rule_channel_ids: string[];

  /** Pages that came with the alert which opened it, beside those in its details: JSON text, always selected as text. */
  @Column('json', { nullable: true })
  links: string | null;

  /** What no alert rule changes any more, as `RuledIncident` has it. */
  @Column('text', { array: true, default: '{}' })
  kept_from_rules: string[];
}

export type IncidentRow = Readonly<Omit<IncidentEntity, 'alert_title_hash'>>;
/** What decides when something happens to an incident by itself. */
export type DeadlineColumns = Pick<
  IncidentRow,
  | 'suppressed'
  | 'escalation_step'
  | 'escalation_round'
  | 'escalation_due_at'
  | 'ack_expires_at'
  | 'resolves_at'
  | 'muted'
  | 'muted_until'
  | 'quiet_minutes'
  | 'quiet_at'
>;
/** What alert rules have done to it, other than to its fields. */
export type RuleColumns = Pick<
  IncidentRow,
  'arrived_integration_id' | 'responder_ids' | 'rule_channel_ids' | 'kept_from_rules'
>;
export type NewIncidentRow = Omit<IncidentRow, 'number'>;
/** An incident that opens now, before it is decided whom it calls. */
export type OpeningRow = Omit<NewIncidentRow, keyof DeadlineColumns | keyof RuleColumns | 'links'>;

/** A call belongs to one incident at most. */
@Entity('incident_call')
@Unique('incident_call_call_id_key', ['call_id'])
export class IncidentCallEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'incident_call_pkey' })
  @ForeignKey(() => IncidentEntity, { name: 'incident_call_incident_id_fkey', onDelete: 'CASCADE' })
  incident_id: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'incident_call_pkey' })
  call_id: string;
}

export type TimelineType =
  | 'opened'
  | 'warning'
  | 'repeated'
  | 'acknowledged'
  | 'unacknowledged'
  | 'recovered'
  | 'resolved'
  | 'reopened'
  | 'escalated'
  | 'notified'
  | 'muted'
  | 'note'
  | 'changed'
  | 'call';

@Entity('timeline_entry')
@Index('timeline_entry_of_incident', ['incident_id', 'id'])
export class TimelineEntryEntity {
  /** A bigint. */
  @Generated('increment')
  @PrimaryColumn({ type: 'bigint', generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'timeline_entry_pkey' })
  id: string;

  @Column('text')
  @ForeignKey(() => IncidentEntity, { name: 'timeline_entry_incident_id_fkey', onDelete: 'CASCADE' })
  incident_id: string;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  type: TimelineType;

  /** A name, as people read it. */
  @Column('text')
  actor: string;

  @Column('text')
  text: string;

  /** Of a `repeated` entry: how often the alert came again. */
  @Column('int', { default: 0 })
  repeats: number;
}
