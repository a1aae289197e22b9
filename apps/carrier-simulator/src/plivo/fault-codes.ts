import type { Target } from '../core/target.js';

/** Plivo's numbers for what is wrong with a document: by where it came from. */
export interface FaultCodes {
  /** It cannot be fetched. */
  readonly unreachable: number;
  /** It is not valid. */
  readonly invalid: number;
}

const codes = (last: number): FaultCodes => ({ unreachable: 7010 + last, invalid: 8010 + last });

export function faultCodesOf({ kind, byApi }: Pick<Target, 'kind' | 'byApi'>): FaultCodes {
  if (kind === 'voice' || kind === 'fallback') return codes(1);
  if (kind === 'redirect') return codes(byApi ? 3 : 4);
  return codes(2);
}
