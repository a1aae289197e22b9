/** Milliseconds since the epoch: instants inside a call, so that its state is plain JSON. */
export type EpochMs = number;

export const roles = ['primary', 'fallback1', 'fallback2'] as const;
export type Role = (typeof roles)[number];

/** Someone who can be rung. */
export interface Responder {
  readonly userId: string;
  readonly userName: string;
  /** E.164. */
  readonly phone: string;
  /** The schedule through which they were found; null where the target was a person. */
  readonly scheduleId: string | null;
  readonly scheduleName: string | null;
}
