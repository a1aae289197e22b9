import type { Call } from '@ringdown/domain-calls';

/** Who talks, or is asked to, in this call. */
export function engagedUserOf({ phase, attempts }: Call): string | null {
  if (phase.name !== 'connected' && phase.name !== 'screening') return null;
  return attempts[phase.attempt - 1]?.user?.id ?? null;
}
