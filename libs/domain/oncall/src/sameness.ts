import type { Duty } from './duty.js';

/** What makes two neighbours one: the same user, and perhaps the same via. */
export type Sameness = 'user' | 'user and via';

export const isSame = (a: Duty, b: Duty, by: Sameness): boolean =>
  a.userId === b.userId && (by === 'user' || a.via === b.via);
