export { Circuit } from './circuit.js';
export type { Entity, Migration } from './data-source.js';
export { Database } from './database.js';
export { JournalDrain, type JournalDrainParts } from './journal-drain.js';
export { Journal, UnusableFolder } from './journal.js';
export { acquireAgainMs, LeaderLock, LockSession } from './leader-lock.js';
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
  isTooMuchForPostgres,
  isTransient,
  PostgresUnavailable,
  violatedConstraint,
} from './postgres-failure.js';
export { BoundedPool, type BoundedPoolOptions } from './bounded-pool.js';
export type { NotifyingSql, Sql, Transaction } from './sql.js';
