import { type Call, deadlineOf, busyResponderOf, type Step } from '@ringdown/domain-calls';
import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { readCall, type StoredCall } from './stored-call.js';

/** How Postgres generates `test`. */
const callIsTest = "COALESCE(((state ->> 'test'::text))::boolean, false)";

/**
 * A call: its whole state, and the columns by which it is found. `test` is generated from the state. The index of calls that still have
 * a recording is partial on the state, which decorators cannot say.
 */
@Entity('call')
@Unique('call_provider_provider_call_id_key', ['provider', 'providerCallId'])
@Index('call_newest', ['calledAt', 'id'])
@Index('call_of_line', ['lineId', 'calledAt'])
@Index('call_of_caller', ['callerNumber', 'calledAt'])
@Index('call_of_address', ['callerAddress', 'calledAt'], { where: '(caller_address IS NOT NULL)' })
@Index('call_due', ['deadlineAt'], { where: '(ended_at IS NULL)' })
@Index('call_busy', ['busyUserId'], { where: '((ended_at IS NULL) AND (busy_user_id IS NOT NULL))' })
@Index('call_live_on_line', ['lineId'], { where: '((ended_at IS NULL) AND (NOT test))' })
@Index('call_with_recording', { synchronize: false })
export class CallEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'call_pkey' })
  readonly id: string;
  @Column('integer')
  readonly version: number;
  @Column('text', { name: 'line_id' })
  readonly lineId: string;
  @Column('text', { name: 'line_name' })
  readonly lineName: string;
  @Column('text')
  readonly provider: string;
  @Column('text', { name: 'provider_call_id' })
  readonly providerCallId: string;
  @Column('text', { name: 'caller_number', nullable: true })
  readonly callerNumber: string | null;
  @Column('text', { name: 'caller_name', nullable: true })
  readonly callerName: string | null;
  @Column('text', { name: 'caller_address', nullable: true })
  readonly callerAddress: string | null;
  @Column('timestamptz', { name: 'called_at' })
  readonly calledAt: Date;
  @Column('timestamptz', { name: 'ended_at', nullable: true })
  readonly endedAt: Date | null;
  @Column('text', { nullable: true })
  readonly outcome: string | null;
  @Column('text', { name: 'busy_user_id', nullable: true })
  readonly busyUserId: string | null;
  @Column('timestamptz', { name: 'deadline_at', nullable: true })
  readonly deadlineAt: Date | null;
  @Column('jsonb')
  readonly state: Call;
  @Column('jsonb')
  readonly steps: Step[];
  @Column('text', { name: 'correlation_id' })
  readonly correlationId: string;
  @Column('text', { name: 'incident_id', nullable: true })
  readonly incidentId: string | null;
  @Column('timestamptz', { name: 'incident_chosen_at', nullable: true })
  readonly incidentChosenAt: Date | null;
  @Column('text', { default: '' })
  readonly notes: string;
  @Column('boolean', { default: false })
  readonly archived: boolean;
  @Column({ type: 'boolean', asExpression: callIsTest, generatedType: 'STORED', insert: false, update: false })
  readonly test: boolean;
}

export interface CallRow {
  readonly state: Call;
  readonly steps: Step[];
  readonly version: number;
  readonly correlation_id: string;
}

export const callColumns = 'state, steps, version, correlation_id';

export const toStored = (row: CallRow): StoredCall => ({
  call: readCall(row.state),
  steps: row.steps,
  version: row.version,
  correlationId: row.correlation_id,
});

/** With the values of `changing` and `lasting`, $1 to $17. */
export const insertCall = `
  insert into call (id, version, state, steps, ended_at, outcome, busy_user_id, deadline_at,
                    line_id, line_name, provider, provider_call_id, caller_number, caller_name, called_at, correlation_id, caller_address)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
  on conflict do nothing
  returning 1`;

/** With the values of `changing`, $1 to $8. */
export const setChanging =
  'version = $2, state = $3, steps = $4, ended_at = $5, outcome = $6, busy_user_id = $7, deadline_at = $8';

/** The columns that a step may change. */
export function changing({ call, steps, version }: StoredCall): unknown[] {
  const deadline = deadlineOf(call);
  const { phase } = call;
  return [
    call.id,
    version,
    JSON.stringify(call),
    JSON.stringify(steps),
    phase.name === 'ended' ? new Date(phase.at) : null,
    call.outcome,
    busyResponderOf(call)?.userId ?? null,
    deadline && new Date(deadline.at),
  ];
}

/** The columns that the first ring sets. */
export const lasting = ({ call, correlationId }: StoredCall): unknown[] => [
  call.lineId,
  call.lineName,
  call.provider,
  call.providerCallId,
  call.caller.number,
  call.caller.name,
  new Date(call.calledAt),
  correlationId,
  call.caller.address,
];
