import { Database, messagingEntities } from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import { entities } from '../entities.js';
import { migrations } from '../migrations/index.js';

export const silent = createLogger('test', 'silent');

export async function migratedDatabase(url: string): Promise<Database> {
  const all = [...messagingEntities, ...entities];
  const database = new Database({ url, schema: 'call_routing', migrations, entities: all, logger: silent });
  await database.open();
  return database;
}
