import type { ToldFact } from './told-fact.js';

/** A fact to be told in a channel, not yet written down. */
export interface PlannedDelivery {
  readonly fact: ToldFact;
  readonly eventId: string;
  readonly factAt: string;
  readonly correlationId: string;
  readonly channelId: string;
}

/** A delivery that is to be tried at `at`. */
export interface ArmedDelivery {
  readonly id: string;
  readonly at: Date;
  readonly correlationId: string;
}

/** A delivery that this worker alone may send now. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly channelId: string;
  readonly thing: string;
  /** A ToldFact as it was stored, perhaps by an older version. */
  readonly fact: unknown;
  readonly eventId: string;
  readonly factAt: Date;
  readonly correlationId: string;
  /** All tries so far, this one included; says that the delivery is still this worker's. */
  readonly attempts: number;
  readonly tries: number;
  readonly giveUpAt: Date;
}
