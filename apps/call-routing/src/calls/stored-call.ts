import { type Call, type Step, unknownCaller } from '@ringdown/domain-calls';
import { capabilitiesOf } from '@ringdown/telephony';

/** A call as it stands in Postgres: every save asks for the version it was loaded with. */
export interface StoredCall {
  readonly call: Call;
  readonly steps: readonly Step[];
  readonly version: number;
  readonly correlationId: string;
}

type EarlierPhase = Call['phase'] | { readonly name: 'clearing'; readonly since: number };
type Earlier = Omit<Call, 'capabilities'> & Partial<Pick<Call, 'capabilities'>>;

/**
 * The state of a call as this release or an earlier one wrote it: those had no address, no verification and no capabilities, and said
 * `clearing`.
 */
export function readCall(state: Earlier): Call {
  const phase = state.phase as EarlierPhase;
  return {
    ...state,
    capabilities: state.capabilities ?? capabilitiesOf(state.provider),
    caller: { ...unknownCaller, ...state.caller },
    phase: phase.name === 'clearing' ? { ...phase, name: 'hanging-up' } : phase,
  };
}
