export { Asker } from './asker.js';
export { Broker, natsOptions } from './broker.js';
export { ConfigPublisher, configKey } from './config-bucket.js';
export { ConfigMirror } from './config-mirror.js';
export { Consumer } from './consumer.js';
export { appendToOutbox, fact, type FactOptions, outboxChannel, type OutboxFact } from './outbox.js';
export { type AfterCommit, type FactOf, reaction, type Reaction } from './reaction.js';
export { Relay } from './relay.js';
export { Seat } from './seat.js';
