import type { z } from 'zod';

/** One kind of timer: what it carries, and what it is for. A service lists its kinds in one catalogue. */
export interface TimerContract<Schema extends z.ZodType = z.ZodType> {
  readonly data: Schema;
  /** What it is for, e.g. `call_x.1`: one timer at most is armed for one key. No colon (BullMQ). */
  key(data: z.infer<Schema>): string;
}

export const timer = <Schema extends z.ZodType>(contract: TimerContract<Schema>): TimerContract<Schema> => contract;

export type TimerCatalogue = Readonly<Record<string, TimerContract>>;
export type TimerData<C extends TimerCatalogue, N extends keyof C> = z.infer<C[N]['data']>;

/** What a firing may ask for: to be called again at an instant. */
export interface FireAgain {
  readonly againAt: Date;
}

/** One handler for every timer of the catalogue: forgetting one does not compile. Firing twice must change nothing. */
export type TimerHandlers<C extends TimerCatalogue> = {
  readonly [N in keyof C]: (data: TimerData<C, N>) => Promise<FireAgain | void>;
};
