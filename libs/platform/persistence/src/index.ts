export { Database, type DatabaseOptions, isPostgresAway, type Migration, type Sql } from './database.js';
export { dropMessagingTables, messagingTables } from './messaging-tables.js';
export { newId } from './new-id.js';
