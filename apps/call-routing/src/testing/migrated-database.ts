import { Database } from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import { CreateCall1795219200000 } from '../migrations/1795219200000-create-call.js';
import { IndexLiveCalls1795392000000 } from '../migrations/1795392000000-index-live-calls.js';
import { CreateRecordingRemoval1795478500000 } from '../migrations/1795478500000-create-recording-removal.js';
import { KeepDeletedCallsOut1795478501000 } from '../migrations/1795478501000-keep-deleted-calls-out.js';
import { KnowChosenIncidents1795478502000 } from '../migrations/1795478502000-know-chosen-incidents.js';
import { KnowCallerAddresses1795824000000 } from '../migrations/1795824000000-know-caller-addresses.js';

export const silent = createLogger('test', 'silent');

export async function migratedDatabase(url: string): Promise<Database> {
  const database = new Database({
    url,
    schema: 'call_routing',
    migrations: [
      CreateCall1795219200000,
      IndexLiveCalls1795392000000,
      CreateRecordingRemoval1795478500000,
      KeepDeletedCallsOut1795478501000,
      KnowChosenIncidents1795478502000,
      KnowCallerAddresses1795824000000,
    ],
    logger: silent,
  });
  await database.open();
  return database;
}
