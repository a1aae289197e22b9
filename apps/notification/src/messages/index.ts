export { messageOf, testMessage } from './message-of.js';
export { aboutOf, isCallEvent, notifiableEvent, type NotifiableEvent } from './notifiable-event.js';
