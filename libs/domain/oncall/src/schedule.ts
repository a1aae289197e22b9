export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** Who follows whom: the first participant begins at `startsAt`, a civil time ("2026-01-05T09:00") in the schedule's zone. */
export interface Rotation {
  readonly every: number;
  readonly unit: 'hour' | 'day' | 'week';
  readonly startsAt: string;
}

/** Civil hours ("09:00") on some days of the week; with `to` <= `from` it runs over midnight. */
export interface Window {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/** A rotation of user ids in their order; without windows it is on call all the time. */
export interface Layer {
  readonly name: string;
  readonly participants: readonly string[];
  readonly rotation: Rotation;
  readonly windows?: readonly Window[] | undefined;
}

/** One person on call in [startsAt, endsAt), over all layers; with `replacesUserId` only while that person would be. */
export interface Override {
  readonly id: string;
  readonly userId: string;
  readonly replacesUserId?: string | undefined;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly createdAt: Date;
}

/** `timeZone` is an IANA name; later layers are upper layers. */
export interface Schedule {
  readonly timeZone: string;
  readonly layers: readonly Layer[];
  readonly overrides: readonly Override[];
}

/** One assignment, half open: [startsAt, endsAt). `via` is "override" or the layer's name; a gap has neither user nor via. */
export interface Shift {
  readonly userId: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly via: string | null;
}

/** Who is on call at one instant; `until` is the end of the merged shift, null where it never ends. */
export interface OnCall {
  readonly userId: string | null;
  readonly via: string | null;
  readonly until: Date | null;
}

/** A schedule as it is stored and mirrored: its overrides have their instants as text. */
interface StoredSchedule extends Omit<Schedule, 'overrides'> {
  readonly overrides: readonly (Omit<Override, 'startsAt' | 'endsAt' | 'createdAt'> &
    Readonly<Record<'startsAt' | 'endsAt' | 'createdAt', string>>)[];
}

export const scheduleOf = ({ timeZone, layers, overrides }: StoredSchedule): Schedule => ({
  timeZone,
  layers,
  overrides: overrides.map(({ id, userId, replacesUserId, startsAt, endsAt, createdAt }) => ({
    id,
    userId,
    replacesUserId,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    createdAt: new Date(createdAt),
  })),
});
