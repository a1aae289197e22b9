export { RpcClient } from './rpc-client.js';
export { Broker, natsOptions } from './broker.js';
export { ConfigPublisher, configKey } from './config-bucket.js';
export { ConfigMirror } from './config-mirror.js';
export type { ArrivedEvent } from './arrived-event.js';
export { Consumer } from './consumer.js';
export { addDeadLetter } from './dead-letter-table.js';
export { DeadLetters, type Replay, replayOf } from './dead-letters.js';
export { appendToOutbox, outboxEvent, type OutboxEventOptions, outboxChannel, type OutboxEvent } from './outbox.js';
export { OutboxReader } from './outbox-reader.js';
export { outboxLagSeconds } from './lag.js';
export {
  type AfterCommit,
  EventHandler,
  eventHandler,
  eventHandlerOf,
  eventHandlersOf,
  type EventOf,
} from './event-handler.js';
export { Relay } from './relay.js';
