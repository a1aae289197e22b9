import { callEvents } from '@ringdown/contracts';
import type { OutboxEvent } from '@ringdown/platform-messaging';
import { enriched } from '../announce.js';
import type { StoredCall } from '../stored-call.js';
import type { JournalledStep } from './journalled-step.js';

interface Merging {
  readonly before: StoredCall;
  readonly after: StoredCall;
  readonly publicUrl: string;
  /** What people wrote about the call, which nobody could ask when the step was taken. */
  readonly notes: string;
}

/** What is told of a journalled step once Postgres is back: what it said then, with what only Postgres knew. */
export function lateEvents(step: JournalledStep, { before, after, publicUrl, notes }: Merging): readonly OutboxEvent[] {
  const outboxEvents = step.outboxEvents.map((event) =>
    event.subject === callEvents.completed.subject ? { ...event, data: { ...(event.data as object), notes } } : event,
  );
  const hasEnded = before.call.phase.name === 'ended';
  const isTold = outboxEvents.some((event) => event.subject === callEvents.enriched.subject);
  if (!hasEnded || isTold || mediaOf(before) === mediaOf(after)) return outboxEvents;
  const telling = { ...after, publicUrl, notes };
  return [...outboxEvents, { ...enriched(telling), id: `${after.call.id}.enriched.${mediaOf(after)}` }];
}

const mediaOf = ({ call }: StoredCall): string =>
  [call.recording, call.voicemail].map((media) => media && `${media.recordingId}-${media.seconds ?? ''}`).join('.');
