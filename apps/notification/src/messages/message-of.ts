import type { ChatMessage } from '@ringdown/chat';
import { callMessage } from './call-message.js';
import { incidentMessage } from './incident-message.js';
import { shiftMessage } from './shift-message.js';
import { isCallEvent, isShiftEvent, type NotifiableEvent } from './notifiable-event.js';

/** The message about an event. `integrationName` is null where the integration is gone. */
export function messageOf(event: NotifiableEvent, integrationName: string | null, publicUrl: string): ChatMessage {
  if (isShiftEvent(event)) return shiftMessage(event);
  return isCallEvent(event) ? callMessage(event.data, publicUrl) : incidentMessage(event, integrationName, publicUrl);
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
