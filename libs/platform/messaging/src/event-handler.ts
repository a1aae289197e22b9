import type { Envelope, EventContract, EventData } from '@ringdown/contracts';
import type { NotifyingSql } from '@ringdown/platform-persistence';

/** An event as it arrived: its subject says which shape `data` has. */
export type EventOf<E extends EventContract> = E extends EventContract
  ? { readonly subject: E['subject']; readonly data: EventData<E>; readonly envelope: Envelope }
  : never;

/** Runs after the commit; what it does may be lost, so it must be only a doorbell (a timer, a live update). */
export type AfterCommit = () => void | Promise<void>;

export interface EventHandler<E extends EventContract = EventContract> {
  /** `<app>-<what it does>`: the JetStream durable and the inbox's consumer name. */
  readonly durable: string;
  readonly events: readonly E[];
  /**
   * Takes events in the order of their stream, each exactly once, in one transaction with the inbox. What it throws as `invalid`
   * makes a dead letter of the event at once; what may pass (`unavailable`, Postgres) is tried for ever, anything else eight times.
   */
  handle(tx: NotifyingSql, events: readonly EventOf<E>[]): Promise<void | AfterCommit>;
}

export const eventHandler = <E extends EventContract>(r: EventHandler<E>): EventHandler => r as unknown as EventHandler;
