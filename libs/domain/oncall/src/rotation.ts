import { DomainError } from '@ringdown/kernel';
import { civilTime, type CivilZone, DAY, HOUR, WEEK } from './civil-time.js';
import type { Layer, Rotation } from './schedule.js';

/** Whose turn it is, and the instant from which it is somebody else's: Infinity where it never is. */
export interface Turn {
  readonly userId: string | null;
  readonly until: number;
}

const LENGTHS = { hour: HOUR, day: DAY, week: WEEK } as const;

/** The layer's rotation alone, without its windows. Before its start it is nobody's turn. */
export function turnAt({ participants, rotation }: Layer, zone: CivilZone, at: number): Turn {
  if (participants.length === 0) return { userId: null, until: Infinity };
  const handoff = handoffs(rotation, zone);
  const turn = lastHandoff(rotation, zone, at);
  if (turn < 0) return { userId: null, until: handoff(0) };

  const onTurn = (ahead: number): string | null => participants[(turn + ahead) % participants.length] ?? null;
  for (let ahead = 1; ahead < participants.length; ahead += 1) {
    if (onTurn(ahead) !== onTurn(0)) return { userId: onTurn(0), until: handoff(turn + ahead) };
  }
  return { userId: onTurn(0), until: Infinity };
}

/** The instant at which the n-th turn begins: days and weeks are counted on the zone's clock, hours in elapsed time. */
function handoffs({ every, unit, startsAt }: Rotation, zone: CivilZone): (turn: number) => number {
  const length = lengthOf(every, unit);
  const start = civilTime(startsAt);
  if (unit !== 'hour') return (turn) => zone.instantOf(start + turn * length);
  const first = zone.instantOf(start);
  return (turn) => first + turn * length;
}

/** The number of the turn that has begun last; negative before the start. */
function lastHandoff(rotation: Rotation, zone: CivilZone, at: number): number {
  const { every, unit, startsAt } = rotation;
  const length = lengthOf(every, unit);
  const start = civilTime(startsAt);
  if (unit === 'hour') return Math.floor((at - zone.instantOf(start)) / length);
  const shown = Math.floor((zone.civilOf(at) - start) / length);
  // The clock may have been put back after it had shown the next handoff already.
  return zone.instantOf(start + (shown + 1) * length) <= at ? shown + 1 : shown;
}

function lengthOf(every: number, unit: Rotation['unit']): number {
  if (!Number.isInteger(every) || every < 1) {
    throw new DomainError('invalid', `A rotation changes every 1, 2, 3, … ${unit}s, not every ${every}.`);
  }
  return every * LENGTHS[unit];
}
