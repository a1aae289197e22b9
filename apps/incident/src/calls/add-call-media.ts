import type { callEvents, EventData } from '@ringdown/contracts';
import type { Sql } from '@ringdown/platform-persistence';
import { ringdown } from '../incidents/actor.js';
import { appendTimeline } from '../incidents/timeline.js';
import { isPayloadOfCall } from './is-payload-of-call.js';

type CallMedia = Pick<EventData<typeof callEvents.enriched>, 'callId' | 'recording' | 'voicemail'>;

/** SQL for the ids of what the call $1 opened, and of what it is linked to; none once it was deleted. */
const incidentsAbout = `(select incident_id from known_call where call_id = $1
  union select incident_id from incident_call where call_id = $1)`;

/** Brings a recording that came after the call into its incident's payload, and a message of the caller into the timeline. */
export async function addCallMedia(tx: Sql, call: CallMedia, publicUrl: string, at: Date): Promise<void> {
  if (call.recording) {
    await tx.query(
      `update incident set details = jsonb_set(details::jsonb, '{details,call,recording}', to_jsonb($2::text))::json
       where id in ${incidentsAbout} and ${isPayloadOfCall}`,
      [call.callId, absoluteUrl(call.recording.url, publicUrl)],
    );
  }
  if (!call.voicemail) return;
  const text = `The caller left a message: ${absoluteUrl(call.voicemail.url, publicUrl)}`;
  const incidents = await tx.query<{ incident_id: string }>(
    'select incident_id from incident_call where call_id = $1',
    [call.callId],
  );
  const entry = { at, type: 'call' as const, actor: ringdown.name, text };
  await appendTimeline(
    tx,
    incidents.map(({ incident_id: incidentId }) => ({ incidentId, ...entry })),
  );
}

/** A fact may carry a path of ours. */
export const absoluteUrl = (url: string, publicUrl: string): string => new URL(url, publicUrl).href;
