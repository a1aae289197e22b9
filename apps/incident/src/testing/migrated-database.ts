import { Database } from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import { CreateIncident1795219200000 } from '../migrations/1795219200000-create-incident.js';

export const silent = createLogger('test', 'silent');

export async function migratedDatabase(url: string): Promise<Database> {
  const options = { url, schema: 'incident', migrations: [CreateIncident1795219200000], logger: silent };
  const database = new Database(options);
  await database.open();
  return database;
}
