import type { ChatMessage } from '@ringdown/chat';
import { oncallEvents } from '@ringdown/contracts';
import type { ShiftEvent } from '../stories/index.js';

/** The one message of a handoff: who is on call now, or that nobody is. */
export function shiftMessage(event: ShiftEvent): ChatMessage {
  const { user, oncall } = event.data;
  const name = `${user.firstName} ${user.lastName}`.trim();
  const { start, end } = oncall.shift;
  const isStart = event.subject === oncallEvents.shiftStarted.subject;
  const before = isStart ? event.data.handoff.from : { name };
  return {
    title: isStart ? `${oncall.name}: ${name} is on call` : `${oncall.name}: nobody is on call`,
    tone: isStart ? 'neutral' : 'attention',
    fields: [
      ...(isStart && end ? [{ label: 'Until', value: inUtc(end) }] : []),
      ...(before ? [{ label: 'Before', value: before.name }] : []),
    ],
    steps: null,
    quote: null,
    link: { text: 'Who is on call', url: oncall.url },
    actions: [],
    callBack: null,
    at: new Date(isStart ? start : (end ?? start)),
  };
}

/** `5 Jan 2026, 09:00 UTC`: a channel is read in many zones. */
const inUtc = (instant: string): string =>
  `${new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant))} UTC`;
