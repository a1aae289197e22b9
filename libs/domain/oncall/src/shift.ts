/** One duty, half open: [startsAt, endsAt). `via` is "override" or the layer's name; a gap has neither user nor via. */
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

/** An end as REST tells it; none where no RFC 3339 instant, whose years have four digits, can name it. */
export const namedInstant = (at: number): Date | null => (at <= LAST_INSTANT ? new Date(at) : null);
const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
