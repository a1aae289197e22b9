export type { MessageContext } from './message-context.js';
export { livingMessage, messageOf, testMessage } from './message-of.js';
export { addToTally, countOf, nothingCounted, summaryMessage, type Tally, tally } from './summary-message.js';
export { threadLineOf } from './thread-line.js';
export { type LineRating, type PublishedEvent, publishedEventOf } from './published-event.js';
