import { Database } from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import { migrations } from '../migrations/index.js';

export const silent = createLogger('test', 'silent');

export async function migratedDatabase(url: string): Promise<Database> {
  const database = new Database({ url, schema: 'call_routing', migrations, logger: silent });
  await database.open();
  return database;
}
