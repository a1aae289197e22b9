/** Where the time comes from. Decisions take instants as arguments; only the edge holds a clock. */
export interface Clock {
  now(): Date;
}
