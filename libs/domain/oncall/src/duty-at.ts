import { type CivilZone, civilZone } from './civil-zone.js';
import { coverageAt } from './coverage-at.js';
import type { Duty } from './duty.js';
import { overrideAt } from './override-at.js';
import type { Layer, Schedule } from './schedule.js';
import { turnAt } from './turn-at.js';

/** Overrides win over all layers, an upper layer wins over those below it where it has someone. */
export function dutyAt({ timeZone, layers, overrides }: Schedule, at: number): Duty {
  const zone = civilZone(timeZone);
  const { override, until: nextOverride } = overrideAt(overrides, at);
  if (override) return { userId: override.userId, via: 'override', until: nextOverride };

  let until = nextOverride;
  for (const layer of layers.toReversed()) {
    const duty = layerDutyAt(layer, zone, at);
    until = Math.min(until, duty.until);
    if (duty.userId !== null) return { ...duty, until };
  }
  return { userId: null, via: null, until };
}

function layerDutyAt(layer: Layer, zone: CivilZone, at: number): Duty {
  const turn = turnAt(layer, zone, at);
  if (turn.userId === null) return { ...turn, via: null };
  const coverage = coverageAt(layer.windows, zone, at);
  if (!coverage.open) return { userId: null, via: null, until: coverage.until };
  return { userId: turn.userId, via: layer.name, until: Math.min(turn.until, coverage.until) };
}
