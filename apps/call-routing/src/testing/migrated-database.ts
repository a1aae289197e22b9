import { Database } from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import { CreateCall1795219200000 } from '../migrations/1795219200000-create-call.js';

export const silent = createLogger('test', 'silent');

export async function migratedDatabase(url: string): Promise<Database> {
  const database = new Database({ url, schema: 'call_routing', migrations: [CreateCall1795219200000], logger: silent });
  await database.open();
  return database;
}
