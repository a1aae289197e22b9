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
type Earlier = Omit<Call, 'capabilities'> & Partial<Pick<Call, 'capabilities'>> & { readonly askedInVainAt?: number };

/**
 * The state of a call as this release or an earlier one wrote it: those had no address, no verification and no capabilities, and said
 * `clearing` and `askedInVainAt`. During an upgrade both releases write to one call: of the two instants the later one counts.
 */
export function readCall({ askedInVainAt = 0, ...state }: Earlier): Call {
  const phase = state.phase as EarlierPhase;
  const statusUnknownAt = Math.max(askedInVainAt, state.statusUnknownAt ?? 0);
  return {
    ...state,
    ...(statusUnknownAt === 0 ? {} : { statusUnknownAt }),
    capabilities: state.capabilities ?? capabilitiesOf(state.provider),
    caller: { ...unknownCaller, ...state.caller },
    phase: phase.name === 'clearing' ? { ...phase, name: 'hanging-up' } : phase,
  };
}
