import { type CivilZone, civilZone } from './civil-time.js';
import { type Turn, turnAt } from './rotation.js';
import type { Layer, Override, Schedule } from './schedule.js';
import { type Coverage, coverageOf } from './windows.js';

/** Who is on call at an instant, and until when (epoch ms, Infinity for ever) this surely holds; it may hold longer. */
export interface Assignment {
  readonly userId: string | null;
  readonly via: string | null;
  readonly until: number;
}

export interface LayerReader {
  readonly layer: Layer;
  turnAt(at: number): Turn;
  assignmentAt(at: number): Assignment;
}

/** A schedule as it is read at one instant, or at one after another: each of its parts is computed once while it holds. */
export interface ScheduleReader {
  /** Upper ones first. */
  readonly layers: readonly LayerReader[];
  /** After this instant (epoch ms) no override holds: -Infinity where there are none. */
  readonly lastOverrideEnds: number;
  assignmentAt(at: number): Assignment;
}

/**
 * An upper layer wins over those below it where it has someone; overrides win over all layers, the later created over the earlier. One
 * that replaces a person wins where that person would be on call without it.
 */
export function readerOf({ timeZone, layers, overrides }: Schedule): ScheduleReader {
  const zone = civilZone(timeZone);
  const upperFirst = layers.toReversed().map((layer) => layerReader(layer, zone));
  const overridesOf = lasting((at) => overridesAt(overrides, at));
  const byLayers = (at: number): Assignment => {
    let until = Infinity;
    for (const layer of upperFirst) {
      const assignment = layer.assignmentAt(at);
      until = Math.min(until, assignment.until);
      if (assignment.userId !== null) return { ...assignment, until };
    }
    return { userId: null, via: null, until };
  };
  return {
    layers: upperFirst,
    lastOverrideEnds: overrides.reduce((last, { endsAt }) => Math.max(last, endsAt.getTime()), -Infinity),
    assignmentAt: (at) => {
      const { override, replacing, until: nextOverride } = overridesOf(at);
      const replaced: Assignment = override
        ? { userId: override.userId, via: 'override', until: nextOverride }
        : byLayers(at);
      const until = Math.min(replaced.until, nextOverride);
      return replacing.reduce<Assignment>(
        (holder, { userId, replacesUserId }) =>
          holder.userId === replacesUserId ? { userId, via: 'override', until } : holder,
        { ...replaced, until },
      );
    },
  };
}

/** A layer is read only when its time is looked at: a malformed one below others that have someone spoils nothing. */
function layerReader(layer: Layer, zone: CivilZone): LayerReader {
  let coverage: ((at: number) => Coverage) | null = null;
  const coverageAt = lasting((at) => (coverage ??= coverageOf(layer.windows, zone))(at));
  const turn = lasting((at) => turnAt(layer, zone, at));
  const assignmentAt = lasting((at): Assignment => {
    const { userId, until } = turn(at);
    if (userId === null) return { userId, via: null, until };
    const { open, until: openUntil } = coverageAt(at);
    if (!open) return { userId: null, via: null, until: openUntil };
    return { userId, via: layer.name, until: Math.min(until, openUntil) };
  });
  return { layer, turnAt: turn, assignmentAt };
}

/** The overrides that hold at an instant, and the next instant (epoch ms) at which one begins or ends. */
interface OverridesAt {
  /** The latest that takes over from whoever is on call. */
  readonly override: Override | null;
  /** Those created after it that take over from one person, in the order of their creation. */
  readonly replacing: readonly Override[];
  readonly until: number;
}

function overridesAt(overrides: readonly Override[], at: number): OverridesAt {
  let winner: Override | null = null;
  const replacing: Override[] = [];
  let until = Infinity;
  for (const override of overrides) {
    const start = override.startsAt.getTime();
    const end = override.endsAt.getTime();
    if (end <= at) continue;
    until = Math.min(until, start > at ? start : end);
    if (start > at) continue;
    if (override.replacesUserId !== undefined) replacing.push(override);
    else if (!winner || createdLater(override, winner)) winner = override;
  }
  const after = winner;
  return {
    override: winner,
    replacing: replacing
      .filter((override) => !after || createdLater(override, after))
      .toSorted((a, b) => (createdLater(a, b) ? 1 : -1)),
    until,
  };
}

/** Two overrides of one instant: the greater id wins. */
function createdLater(a: Override, b: Override): boolean {
  const difference = a.createdAt.getTime() - b.createdAt.getTime();
  return difference === 0 ? a.id > b.id : difference > 0;
}

/**
 * A function of time that says until when its result holds, computed anew only outside that time: reading a schedule along the time
 * costs each part once for each of its own changes, not once for each change of all the others.
 */
function lasting<Result extends { readonly until: number }>(resultAt: (at: number) => Result): (at: number) => Result {
  let from = Infinity;
  let known: Result | null = null;
  return (at) => {
    if (known && from <= at && at < known.until) return known;
    known = resultAt(at);
    from = at;
    return known;
  };
}
