import { type Call, deadlineOf, busyResponderOf, type Step } from '@ringdown/domain-calls';
import { readCall, type StoredCall } from './stored-call.js';

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
