export { RpcClient } from './rpc-client.js';
export { Broker, natsOptions } from './broker.js';
export { ConfigPublisher, configKey } from './config-bucket.js';
export { ConfigMirror } from './config-mirror.js';
export type { ArrivedEvent } from './arrived-event.js';
export { Consumer } from './consumer.js';
export { addDeadLetter } from './dead-letter-table.js';
export { DeadLetters, type Replay, replayOf } from './dead-letters.js';
export {
  appendToOutbox,
  outboxChannel,
  outboxEvent,
  type OutboxEvent,
  type OutboxEventOptions,
  outboxInsert,
  outboxInsertValues,
} from './outbox.js';
export { OutboxReader } from './outbox-reader.js';
export { outboxLagSeconds } from './lag.js';
export { type AfterCommit, EventHandler, eventHandlerOf, eventHandlersOf, type EventOf } from './event-handler.js';
export { lateMs, WaitForNews } from './wait-for-news.js';
export { Relay } from './relay.js';
