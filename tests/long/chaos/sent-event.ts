/** What becomes of a title's incident, again and again: each event has an effect that can be seen. */
export const cycle = ['trigger', 'ack', 'resolve'] as const;

export interface Attempt {
  /** From 1. */
  readonly number: number;
  /** Null where no answer came. */
  readonly status: number | null;
}

/** One event of a monitor, as the monitor itself remembers it; its times are epoch milliseconds. */
export interface SentEvent {
  readonly title: string;
  /** Its place among the events of its title, from 0; each is sent when the one before it was answered. */
  readonly place: number;
  readonly dueAt: number;
  readonly attempts: readonly Attempt[];
  /** When `200` came; null where it never did. */
  readonly answeredAt: number | null;
}

/** By what an attempt is known wherever it has an effect. */
export const markOf = (title: string, place: number, attempt: number): string => `${title}/${place}/${attempt}`;

export const statusOf = (place: number): (typeof cycle)[number] => cycle[place % cycle.length] ?? 'trigger';
