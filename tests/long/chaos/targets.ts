import type { Cell, Fault } from './cells.ts';

/** What a cell must keep, in milliseconds; null where nothing is promised. */
export interface Targets {
  readonly waitMs: number;
  readonly lagMs: number | null;
  readonly unansweredCalls: number | null;
}

const usualWaitMs = 1000;
const restartMs = 2000;
const wipeLagMs = 5000;

export function targetsOf({ fault, faultSeconds }: Cell): Targets {
  return {
    waitMs: waitOf(fault, faultSeconds * 1000),
    lagMs: fault.kind === 'wiped' ? wipeLagMs : null,
    // without the proxy nobody is there whom a provider could ask
    unansweredCalls: 'part' in fault && fault.part === 'proxy' ? null : 0,
  };
}

/** Nobody but the only ingest and the proxy can answer a monitor, and nobody may who can write nowhere. */
function waitOf(fault: Fault, faultMs: number): number {
  if (fault.kind === 'disk full') return fault.disks.length > 1 ? faultMs + restartMs : usualWaitMs;
  if (fault.kind === 'starts while Postgres hangs') return restartMs;
  if (!('part' in fault) || (fault.part !== 'ingest' && fault.part !== 'proxy')) return usualWaitMs;
  if (fault.kind === 'one of two killed') return usualWaitMs;
  return fault.kind === 'killed' ? restartMs : faultMs + restartMs;
}
