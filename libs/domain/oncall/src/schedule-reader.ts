import { type CivilZone, civilZone } from './civil-zone.js';
import { type Coverage, coverageOf } from './coverage-of.js';
import type { Duty } from './duty.js';
import { overrideAt } from './override-at.js';
import type { Layer, Schedule } from './schedule.js';
import { type Turn, turnAt } from './turn-at.js';

export interface LayerReader {
  readonly layer: Layer;
  turnAt(at: number): Turn;
  dutyAt(at: number): Duty;
}

/** A schedule as one question, or a walk along the time, reads it: each of its parts is worked out once while it holds. */
export interface ScheduleReader {
  /** Upper ones first. */
  readonly layers: readonly LayerReader[];
  /** After this instant (epoch ms) no override holds: -Infinity where there are none. */
  readonly lastOverrideEnds: number;
  dutyAt(at: number): Duty;
}

/** Overrides win over all layers, an upper layer wins over those below it where it has someone. */
export function readerOf({ timeZone, layers, overrides }: Schedule): ScheduleReader {
  const zone = civilZone(timeZone);
  const upperFirst = layers.toReversed().map((layer) => layerReader(layer, zone));
  const overrideOf = lasting((at) => overrideAt(overrides, at));
  return {
    layers: upperFirst,
    lastOverrideEnds: overrides.reduce((last, { endsAt }) => Math.max(last, endsAt.getTime()), -Infinity),
    dutyAt: (at) => {
      const { override, until: nextOverride } = overrideOf(at);
      if (override) return { userId: override.userId, via: 'override', until: nextOverride };
      let until = nextOverride;
      for (const layer of upperFirst) {
        const duty = layer.dutyAt(at);
        until = Math.min(until, duty.until);
        if (duty.userId !== null) return { userId: duty.userId, via: duty.via, until };
      }
      return { userId: null, via: null, until };
    },
  };
}

/** A layer is read when somebody asks for it: a malformed one below others that have someone spoils nothing. */
function layerReader(layer: Layer, zone: CivilZone): LayerReader {
  let coverage: ((at: number) => Coverage) | null = null;
  const coverageAt = lasting((at) => (coverage ??= coverageOf(layer.windows, zone))(at));
  const turn = lasting((at) => turnAt(layer, zone, at));
  const dutyAt = lasting((at): Duty => {
    const { userId, until } = turn(at);
    if (userId === null) return { userId, via: null, until };
    const { open, until: openUntil } = coverageAt(at);
    if (!open) return { userId: null, via: null, until: openUntil };
    return { userId, via: layer.name, until: Math.min(until, openUntil) };
  });
  return { layer, turnAt: turn, dutyAt };
}

/**
 * A function of time that tells until when its answer holds, asked anew only outside that time: whoever walks along the time asks
 * each part of a schedule once for each of its own changes, not once for each change of all the others.
 */
function lasting<Answer extends { readonly until: number }>(answerAt: (at: number) => Answer): (at: number) => Answer {
  let from = Infinity;
  let known: Answer | null = null;
  return (at) => {
    if (known && from <= at && at < known.until) return known;
    known = answerAt(at);
    from = at;
    return known;
  };
}
