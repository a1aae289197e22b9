export { messageOf, testMessage } from './message-of.js';
export { aboutOf, channelEvents, isCallEvent, notifiableEvent, type NotifiableEvent } from './notifiable-event.js';
