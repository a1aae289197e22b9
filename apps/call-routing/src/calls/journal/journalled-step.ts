import type { OutboxEvent } from '@ringdown/platform-messaging';
import type { StoredCall } from '../stored-call.js';

/** The whole call after a step that Postgres could not take, and what is to be told of it. */
export interface JournalledStep {
  readonly stored: StoredCall;
  readonly facts: readonly OutboxEvent[];
}
