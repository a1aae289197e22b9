/** Where the time comes from. Decisions take instants as arguments; only the edge holds a clock. */
export abstract class Clock {
  abstract now(): Date;
}
