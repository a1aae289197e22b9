import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const storage = new AsyncLocalStorage<string>();

/** Runs `work` so that every log line, message and timer made inside carries this id. */
export const withCorrelation = <T>(id: string | undefined, work: () => T): T => storage.run(id ?? randomUUID(), work);

/** The id that follows one call or alert from HTTP through NATS and BullMQ to Slack; a new one outside of any. */
export const correlationId = (): string => storage.getStore() ?? randomUUID();

export const currentCorrelation = (): string | undefined => storage.getStore();

/** Names what the rest of this piece of work is about, e.g. the call id, once it is known. */
export const correlateAs = (id: string): void => storage.enterWith(id);
