/** Milliseconds. A civil day has always 24 hours; it is the zone that makes some of them shorter or longer. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;
