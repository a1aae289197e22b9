import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallCommand } from '@ringdown/domain-calls';
import type { Database } from '@ringdown/platform-persistence';
import { type CuttableProxy, cuttableProxy, eventually, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import fc from 'fast-check';
import { end, endDial, pickUp, press, proceed, received, rings, storedAfter, timeOutRing } from '../testing/a-call.js';
import { aSteadyProcess } from '../testing/a-steady-process.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { SqlCallRepository } from './call.repository.js';

jest.setTimeout(240_000);

let fresh: FreshDatabase;
let database: Database;
let line: CuttableProxy;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  line = await cuttableProxy(fresh.url);
});
afterEach(() => line.close());

const wholeCall: readonly CallCommand[] = [
  proceed(4),
  rings(5),
  pickUp(10),
  press(14, '2'),
  timeOutRing(300),
  endDial(30),
  // the sentence that we are still trying has been said
  { ...proceed(33), attempt: 2 } as CallCommand,
  pickUp(35, 2),
  press(38, '1', 2),
  endDial(90, { attempt: 2, bridged: true }),
  end(91, 91),
];
const trying = received();
const first = { ...trying, details: { ...trying.details, setup: { ...trying.details.setup, progressMessages: true } } };
const undisturbed = storedAfter(first, ...wholeCall);
const outboxEvents = ['call_1.started', 'call_1.rang.1', 'call_1.rang.2', 'call_1.answered.2', 'call_1.completed'];

/** What befalls Postgres, or us, before a step. */
const fate = fc.constantFrom('mend', 'mend', 'cut', 'cut', 'swallow', 'die', 'nothing', 'nothing', 'twice');

it('a call is logged and published as if nothing had happened, whatever happens between its steps', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fate, { minLength: wholeCall.length + 1, maxLength: wholeCall.length + 1 }),
      async (fates) => {
        await database.query('truncate call, outbox');
        const folder = mkdtempSync(join(tmpdir(), 'ringdown-calls-'));
        line.mend();
        let process = await aSteadyProcess(line.url, folder);
        process.drain.start();
        for (const [index, what] of fates.entries()) {
          if (what === 'die') {
            await process.die();
            process = await aSteadyProcess(line.url, folder);
            process.drain.start();
          } else if (what !== 'nothing' && what !== 'twice') line[what]();
          const command = wholeCall[index - 1];
          for (let times = what === 'twice' ? 2 : 1; times > 0; times--)
            await (command ? hears(process, command) : process.receives(first));
        }
        line.mend();
        await eventually(() => expect(process.journal.isEmpty).toBe(true));
        await process.die();
        rmSync(folder, { recursive: true });
        const kept = await new SqlCallRepository(database).load('call_1');
        expect({ ...kept, correlationId: '', version: 0 }).toEqual({ ...undisturbed, correlationId: '', version: 0 });
        const published = await database.query<{ id: string }>('select id from outbox order by sequence');
        expect(published.map(({ id }) => id)).toEqual(outboxEvents);
      },
    ),
    { numRuns: 25 },
  );
});

/** A call that is in nobody's reach is asked for again by its provider, when Postgres is back. */
async function hears(process: Awaited<ReturnType<typeof aSteadyProcess>>, command: CallCommand): Promise<void> {
  await process.hears(command).catch(async (error: { kind?: string }) => {
    expect([error.kind, process.journal.holds('call_1')]).toEqual(['unavailable', false]);
    line.mend();
    await eventually(() => process.hears(command));
  });
}
