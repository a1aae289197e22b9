export { messageOf, testMessage } from './message-of.js';
export {
  aboutOf,
  isCallEvent,
  isShiftEvent,
  notifiableEvent,
  type NotifiableEvent,
  type ShiftEvent,
} from './notifiable-event.js';
