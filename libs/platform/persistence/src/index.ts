export { Circuit } from './circuit.js';
export {
  Database,
  type DatabaseOptions,
  type Entity,
  type Migration,
  type NotifyingSql,
  type Sql,
  type Transaction,
} from './database.js';
export { Journal, type JournalOptions, UnusableFolder } from './journal.js';
export { LockSession, type LockSessionOptions } from './lock-session.js';
export {
  DeadLetterEntry,
  deadLetterTable,
  dropDeadLetterTable,
  dropMessagingTables,
  InboxEntry,
  messagingEntities,
  messagingTables,
  OutboxEntry,
} from './messaging-tables.js';
export { newId } from './new-id.js';
export {
  isFaultOfCredentials,
  isFaultOfData,
  isPostgresUnavailable,
  isTransient,
  PostgresUnavailable,
} from './postgres-failure.js';
export { BoundedPool, type BoundedPoolOptions } from './bounded-pool.js';
