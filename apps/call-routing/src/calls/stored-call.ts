import { type Call, type Step, unknownCaller } from '@ringdown/domain-calls';

/** A call as it stands in Postgres: every save asks for the version it was loaded with. */
export interface StoredCall {
  readonly call: Call;
  readonly steps: readonly Step[];
  readonly version: number;
  readonly correlationId: string;
}

type EarlierPhase = Call['phase'] | { readonly name: 'clearing'; readonly since: number };

/** The state of a call as this release or an earlier one wrote it: those had no address and no verification, and said `clearing`. */
export function readCall(state: Call): Call {
  const phase = state.phase as EarlierPhase;
  return {
    ...state,
    caller: { ...unknownCaller, ...state.caller },
    phase: phase.name === 'clearing' ? { ...phase, name: 'hanging-up' } : phase,
  };
}
