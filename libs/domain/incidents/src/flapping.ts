import type { AlertEvent } from './alert-event.js';

/** An alert that opens incidents so often within so many minutes flaps. */
export interface FlappingRule {
  readonly opens: number;
  readonly withinMinutes: number;
}

/** What is known of the groups of a batch before it. */
export interface EarlierOpenings {
  ruleOf(integrationId: string): FlappingRule | null;
  /** When incidents of a group, by `groupKey`, were opened; in any order. */
  readonly openedAt: ReadonlyMap<string, readonly Date[]>;
}

export const noEarlierOpenings: EarlierOpenings = { ruleOf: () => null, openedAt: new Map() };

/** Of an incident that flaps: the monitor's recovery does not close it, but so many quiet minutes after that do. */
export interface Flapping {
  /** How often its group has opened by then. */
  readonly openings: number;
  readonly quietMinutes: number;
}

/** Counts the openings of groups through a batch, and finds those that flap. */
export class OpeningCount {
  private readonly inBatch = new Map<string, Date[]>();

  constructor(private readonly earlier: EarlierOpenings) {}

  /** The group opens now; null where it does not flap. */
  open({ integrationId, acceptedAt: at }: AlertEvent, groupKey: string): Flapping | null {
    const rule = this.earlier.ruleOf(integrationId);
    if (!rule) return null;
    const before = [...(this.earlier.openedAt.get(groupKey) ?? []), ...(this.inBatch.get(groupKey) ?? [])];
    this.inBatch.set(groupKey, [...(this.inBatch.get(groupKey) ?? []), at]);
    const from = at.getTime() - rule.withinMinutes * 60_000;
    // one whose clock was ahead has opened before all the same
    const openings = 1 + before.filter((one) => one.getTime() > from).length;
    return openings >= rule.opens ? { openings, quietMinutes: rule.withinMinutes } : null;
  }
}

const minutesInWords = (minutes: number): string => (minutes === 1 ? '1 minute' : `${minutes} minutes`);

export const flappingWords = ({ openings, quietMinutes }: Flapping): string =>
  `It opened ${openings} times within ${minutesInWords(quietMinutes)}: it is flapping and stays open until nothing ` +
  `has come for ${minutesInWords(quietMinutes)} after it recovered`;

export const recoveredWords = (monitor: string, quietMinutes: number): string =>
  `${monitor} says that it has recovered; it is flapping and closes once nothing has come for ${minutesInWords(quietMinutes)}`;

export const quietWords = (quietMinutes: number): string =>
  `nothing came for ${minutesInWords(quietMinutes)} after it had recovered`;
