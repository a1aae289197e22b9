import {
  type CallPayload,
  type ChannelEvent,
  type Priority,
  providerCallIdField,
  type Severity,
} from '@ringdown/contracts';
import { callerWords } from '@ringdown/domain-calls';
import { payloadOfCall } from '@ringdown/domain-incidents';
import { RawJson, writeJson } from '@ringdown/kernel';
import {
  aboutOf,
  type CallEvent,
  type CallStory,
  type IncidentEvent,
  type IncidentStory,
  isCallEvent,
  isShiftEvent,
  type NotifiableEvent,
  type Story,
} from '../stories/index.js';

/** An event as outbound webhooks publish it. */
export interface PublishedEvent {
  readonly type: ChannelEvent;
  /** When it happened. */
  readonly timestamp: string;
  /** JSON text: numbers of a monitor's body stay as they were written. */
  readonly dataJson: string;
}

/** What the configuration says of a call's line. */
export interface LineRating {
  readonly priority: Priority | null;
  readonly severity: Severity | null;
  /** Slugs. */
  readonly teams: readonly string[];
  readonly recordingEnabled: boolean;
}

interface PublishedWith {
  /** How its call or incident stands. */
  readonly story: Story | null;
  readonly lineRating: LineRating;
  readonly publicUrl: string;
  readonly eventAt: string;
}

/** Null where nothing can be said of it to machines, such as that a call was deleted. */
export function publishedEventOf(event: NotifiableEvent, given: PublishedWith): PublishedEvent | null {
  if (isShiftEvent(event)) {
    const { handoff: _handoff, ...data } = event.data;
    return { type: aboutOf(event) as ChannelEvent, timestamp: given.eventAt, dataJson: JSON.stringify(data) };
  }
  if (isCallEvent(event)) {
    const story = given.story?.kind === 'call' ? given.story : null;
    const type = event.subject === 'call.enriched.v1' ? 'call.voicemail' : (aboutOf(event) as ChannelEvent);
    if (!story?.call || event.subject === 'call.deleted.v1') return null;
    return { type, timestamp: given.eventAt, dataJson: JSON.stringify(ofCall(event, story, story.call, given)) };
  }
  const type = event.subject === 'incident.channels-added.v1' ? 'incident.opened' : (aboutOf(event) as ChannelEvent);
  return { type, timestamp: given.eventAt, dataJson: writeJson(ofIncident(event, given.story)) };
}

/** The payload of a call incident; who is being rung, and what was left on the voicemail, beside it in the events of these. */
function ofCall(
  event: CallEvent,
  { receiver, answeredAt, end, recording }: CallStory,
  call: NonNullable<CallStory['call']>,
  { lineRating, publicUrl }: PublishedWith,
): CallPayload {
  const absolute = (url: string): string => new URL(url, publicUrl).href;
  const payload = payloadOfCall(
    {
      ...call,
      callerWords: callerWords(call.caller),
      answeredAt,
      receiver,
      duration: end?.duration ?? null,
      recordingEnabled: end?.recordingEnabled ?? lineRating.recordingEnabled,
      recording: recording && absolute(recording.url),
      notes: end?.notes ?? '',
    },
    providerCallIdField(call.provider, call.providerCallId),
    lineRating,
  );
  switch (event.subject) {
    case 'call.rang.v1':
      return { ...payload, ...{ ringing: { role: event.data.role, name: event.data.userName } } };
    case 'call.enriched.v1': {
      const { voicemail } = event.data;
      return { ...payload, ...{ voicemail: voicemail && { ...voicemail, url: absolute(voicemail.url) } } };
    }
    default:
      return payload;
  }
}

/** The incident as it stands after the event; who did it, and whom a step of the escalation reached. */
function ofIncident(event: IncidentEvent, story: Story | null): object {
  const { incidentId: id, detailsJson, details, channelIds: _channelIds, lineId: _lineId, ...rest } = event.data;
  const { at: _at, addedChannelIds: _added, people: _people, by: _by, ...shown } = rest as Record<string, unknown>;
  return {
    id,
    ...shown,
    details: detailsJson === undefined ? details : new RawJson(detailsJson),
    ...marksOf(story?.kind === 'incident' ? story : null, event.data.openedAt),
    ...('by' in event.data ? { by: event.data.by } : {}),
    ...(event.subject === 'incident.escalated.v1' ? { people: event.data.people } : {}),
  };
}

function marksOf(story: IncidentStory | null, openedAt: string): object {
  const { acknowledged = null, resolved = null, lastSeenAt = openedAt } = story ?? {};
  return {
    lastSeenAt,
    acknowledgedAt: acknowledged && acknowledged.at,
    acknowledgedBy: acknowledged && acknowledged.by,
    resolvedAt: resolved && resolved.at,
    resolvedBy: resolved && resolved.by,
  };
}
