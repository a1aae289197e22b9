export { readMapped } from './custom/custom.js';
export { senderOf, senders } from './known-senders.js';
export {
  carriedBody,
  type MonitorEvent,
  noBody,
  type ReadEvents,
  readTitle,
  type Sender,
  type SentHeaders,
} from './monitor-event.js';
export { type Expected, fromAnybody, readSent } from './read-sent.js';
export { digestOf, isSignedBy } from './sns/signed-message.js';
export { type Members, toStorableText } from './words.js';
