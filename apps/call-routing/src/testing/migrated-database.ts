import { Database } from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import { callRoutingDefinition } from '../call-routing.definition.js';

export const silent = createLogger('test', 'silent');

export async function migratedDatabase(url: string): Promise<Database> {
  const { schema, migrations } = callRoutingDefinition;
  const database = new Database({ url, schema, migrations, logger: silent });
  await database.open();
  return database;
}
