import type { OutboxEvent } from '@ringdown/platform-messaging';
import { readCall, type StoredCall } from '../stored-call.js';

/** The whole call after a step that Postgres could not take, and the events that it publishes. */
export interface JournalledStep {
  readonly stored: StoredCall;
  readonly outboxEvents: readonly OutboxEvent[];
}

/** A step as this release or the one before it, which said `facts`, wrote it to the journal. */
export function readStep(step: JournalledStep | { stored: StoredCall; facts: readonly OutboxEvent[] }): JournalledStep {
  const { stored } = step;
  const outboxEvents = 'facts' in step ? step.facts : step.outboxEvents;
  return { stored: { ...stored, call: readCall(stored.call) }, outboxEvents };
}
