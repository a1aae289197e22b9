import type { Diversion, Refusal } from './call.js';
import type { CallerIdentity } from './caller.js';

/** How a caller is let in. Over a limit nobody is rung, but the caller is never cut off. */
export type Admission =
  | { readonly kind: 'ring' }
  | { readonly kind: 'divert'; readonly because: Diversion }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

export interface Arrival {
  readonly lineEnabled: boolean;
  readonly caller: CallerIdentity;
  readonly callerBlocked: boolean;
  readonly blockedPrefixes: readonly string[];
  readonly withheldCallers: 'ring' | 'voicemail' | 'reject';
  readonly test: boolean;
  readonly limit: { readonly perCallerPerHour: number; readonly concurrentCalls: number };
  /** Earlier calls of this caller (all who withhold their number are one) within the hour, and calls live on the line; null where they could not be counted in time. */
  readonly traffic: { readonly ofCaller: number; readonly live: number } | null;
}

const ring: Admission = { kind: 'ring' };

/** Who is kept out, who only reaches the voicemail, and who is let through to the responders. */
export function admissionOf(arrival: Arrival): Admission {
  const { caller, withheldCallers } = arrival;
  const isWithheld = caller.number === null && caller.address === null;
  if (!arrival.lineEnabled) return { kind: 'refuse', refusal: 'line_disabled' };
  if (arrival.callerBlocked || arrival.blockedPrefixes.some((prefix) => caller.number?.startsWith(prefix))) {
    return { kind: 'refuse', refusal: 'caller_blocked' };
  }
  if (isWithheld && withheldCallers === 'reject') return { kind: 'refuse', refusal: 'caller_withheld' };
  if (isWithheld && withheldCallers === 'voicemail') return { kind: 'divert', because: 'caller_withheld' };
  return arrival.test ? ring : withinLimits(arrival);
}

/** Unknown traffic lets the call ring. */
function withinLimits({ traffic, limit }: Arrival): Admission {
  if (!traffic) return ring;
  if (traffic.ofCaller >= limit.perCallerPerHour) return { kind: 'divert', because: 'caller_limit' };
  return traffic.live >= limit.concurrentCalls ? { kind: 'divert', because: 'line_busy' } : ring;
}
