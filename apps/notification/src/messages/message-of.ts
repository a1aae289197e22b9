import type { ChatMessage } from '@ringdown/chat';
import { evolveStory, type Story } from '../stories/index.js';
import { callMessage } from './call-message.js';
import { incidentBacklog, incidentCard, incidentMessage } from './incident-message.js';
import type { MessageContext } from './message-context.js';
import { type IncidentEvent, isCallEvent, isShiftEvent, type NotifiableEvent } from '../stories/index.js';
import { shiftMessage } from './shift-message.js';

/**
 * The message about events of one call, incident or handoff that go out together, for a channel that posts each by itself: the last one,
 * and what came before it. Null where nothing can be said yet. `story` is how it stands, as far as that is known.
 */
export function messageOf(
  events: readonly NotifiableEvent[],
  story: Story | null,
  context: MessageContext,
): ChatMessage | null {
  const last = events.at(-1);
  if (!last) return null;
  if (isShiftEvent(last)) return shiftMessage(last);
  if (isCallEvent(last)) {
    const standing = events
      .filter(isCallEvent)
      .reduce<Story | null>((known, event) => evolveStory(known, event.data.callId, { event, sequence: 0 }), story);
    return standing?.kind === 'call' ? callMessage(standing, context) : null;
  }
  const ofIncident = events.filter((event): event is IncidentEvent => !isCallEvent(event) && !isShiftEvent(event));
  return ofIncident.length > 1 ? incidentBacklog(ofIncident, last, context) : incidentMessage(last, context);
}

/** The one message of a call or incident that changes in place as it lives; null where nothing can be said yet. */
export function livingMessage(last: NotifiableEvent, story: Story | null, context: MessageContext): ChatMessage | null {
  if (isShiftEvent(last)) return shiftMessage(last);
  if (!story) return messageOf([last], null, context);
  return story.kind === 'call' ? callMessage(story, context) : incidentCard(story, context);
}

/** What a channel test sends. */
export const testMessage = (channelName: string, publicUrl: string, at: Date): ChatMessage => ({
  title: `Ringdown can reach ${channelName}`,
  tone: 'neutral',
  fields: [],
  steps: null,
  quote: null,
  link: { text: 'Open Ringdown', url: publicUrl },
  actions: [],
  callBack: null,
  at,
});
