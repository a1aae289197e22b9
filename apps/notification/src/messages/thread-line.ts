import { happenedWords } from '../stories/index.js';
import { isCallEvent, isShiftEvent, type NotifiableEvent } from '../stories/index.js';

const endings = {
  answered: 'The call is over',
  missed: 'Nobody answered',
  no_one_on_call: 'No one was on call',
  rejected: 'The call was rejected',
  failed: 'The call failed',
} as const;
const roles = { primary: 'primary', fallback1: 'fallback 1', fallback2: 'fallback 2' } as const;

/** What happened, in few words for the thread below a message that changes in place; null where the message says it all. */
export function threadLineOf(event: NotifiableEvent): string | null {
  if (isShiftEvent(event)) return null;
  if (!isCallEvent(event)) return happenedWords(event);
  switch (event.subject) {
    case 'call.rang.v1':
      return `Ringing ${event.data.userName} (${roles[event.data.role]})`;
    case 'call.answered.v1':
      return `${event.data.receiver.name} answered`;
    case 'call.completed.v1': {
      const { outcome, duration, voicemail } = event.data;
      const after = `${endings[outcome]}, after ${duration}s`;
      return voicemail ? `${after}: the caller left a voicemail` : after;
    }
    case 'call.enriched.v1':
      return event.data.voicemail?.transcript
        ? `The voicemail says: ${event.data.voicemail.transcript}`
        : event.data.voicemail
          ? 'The caller left a voicemail'
          : null;
    default:
      return null;
  }
}
