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
export function lateFacts(step: JournalledStep, { before, after, publicUrl, notes }: Merging): readonly OutboxEvent[] {
  const facts = step.facts.map((fact) =>
    fact.subject === callEvents.completed.subject ? { ...fact, data: { ...(fact.data as object), notes } } : fact,
  );
  const hasEnded = before.call.phase.name === 'ended';
  const isTold = facts.some((fact) => fact.subject === callEvents.enriched.subject);
  if (!hasEnded || isTold || mediaOf(before) === mediaOf(after)) return facts;
  const telling = { ...after, publicUrl, notes };
  return [...facts, { ...enriched(telling), id: `${after.call.id}.enriched.${mediaOf(after)}` }];
}

const mediaOf = ({ call }: StoredCall): string =>
  [call.recording, call.voicemail].map((media) => media && `${media.recordingId}-${media.seconds ?? ''}`).join('.');
