import type { Layer, Window } from './schedule.js';
import type { Assignment, LayerReader, ScheduleReader } from './schedule-reader.js';
import { coverTheWeek, weekHours } from './windows.js';

/** What makes two neighbours one: the same user, and perhaps the same via. */
type MergeBy = 'user' | 'user and via';

/** Neighbours with the same key are one. No user id is empty, and no name of a layer. */
export const mergeKey = ({ userId, via }: Assignment, by: MergeBy): string =>
  by === 'user' ? (userId ?? '') : `${userId ?? ''}\n${via ?? ''}`;

/**
 * Only one person under the names of two layers, or two layers of one name, can go on merging for long; `isPermanentIn` sees when
 * that is for ever. What neither ends within so many changes nor is seen to be permanent counts as endless.
 */
const LONGEST_LOOK = 10_000;

/** The instant (epoch ms) at which an assignment ends after all neighbours that are the same: Infinity where it never does. */
export function endOfAssignment(reader: ScheduleReader, assignment: Assignment, by: MergeBy): number {
  const isPermanent = isPermanentIn(reader, by);
  const key = mergeKey(assignment, by);
  let end = assignment.until;
  for (let looks = 0; looks < LONGEST_LOOK && end !== Infinity; looks += 1) {
    const next = reader.assignmentAt(end);
    if (mergeKey(next, by) !== key) return end;
    if (isPermanent(next, end)) return Infinity;
    end = next.until;
  }
  return Infinity;
}

/**
 * Whether an assignment never ends: from `at` on the topmost layers have nobody but the one assigned, and leave no hour of the week
 * to those below.
 */
function isPermanentIn(
  { layers, lastOverrideEnds }: ScheduleReader,
  by: MergeBy,
): (assignment: Assignment, at: number) => boolean {
  const manned = layers.filter(({ layer }) => !neverHasAnyone(layer));
  const covered = new Map<number, boolean>();
  const cover = (top: number): boolean => {
    const known = covered.get(top);
    if (known !== undefined) return known;
    const fresh = coverTheWeek(weekHours(manned.slice(0, top).flatMap(windowsOf)));
    covered.set(top, fresh);
    return fresh;
  };

  return (assignment, at) => {
    if (lastOverrideEnds > at) return false;
    const isConstant = ({ layer, turnAt }: LayerReader): boolean => {
      const { userId, until } = turnAt(at);
      return until === Infinity && userId === assignment.userId && (by === 'user' || layer.name === assignment.via);
    };
    const end = manned.findIndex((reader) => !isConstant(reader) || isAlwaysOpen(reader.layer));
    const stop = manned[end];
    if (!stop) return cover(manned.length);
    return isConstant(stop) || cover(end);
  };
}

const windowsOf = ({ layer }: LayerReader): readonly Window[] => layer.windows ?? [];
const isAlwaysOpen = ({ windows = [] }: Layer): boolean => windows.length === 0;

const neverHasAnyone = ({ participants, windows = [] }: Layer): boolean =>
  participants.length === 0 || (windows.length > 0 && windows.every(({ days }) => days.length === 0));
