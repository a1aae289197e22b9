import { DeadLetters, type OutboxEvent } from '@ringdown/platform-messaging';
import { createLogger } from '@ringdown/platform-telemetry';
import { freshDatabase } from '@ringdown/testkit';
import { migratedDatabase } from '../testing/push-server.js';
import { anAlert } from '../testing/an-alert.js';
import { drainIntoOutbox, journalConsumer, OutboxWriter, replayJournal } from './outbox-writer.js';

const silent = createLogger('test', 'silent');

it('keeps an event of the journal that Postgres does not take, and lets it into the outbox by a replay', async () => {
  const fresh = await freshDatabase();
  const database = await migratedDatabase(fresh.url);
  const writer = new OutboxWriter({ url: fresh.url, schema: 'ingest', logger: silent });
  const letters = new DeadLetters(database, silent);
  letters.serve(journalConsumer, replayJournal('ingest'));
  // what no text of Postgres holds
  const entries: OutboxEvent[] = [anAlert('a'), { ...anAlert('b'), correlationId: 'no\0text' }, anAlert('c')];
  const journal = {
    get isEmpty() {
      return entries.length === 0;
    },
    drain: async (write: (events: readonly OutboxEvent[]) => Promise<void>) => {
      await write([...entries]);
      entries.splice(0);
    },
  };
  const drain = drainIntoOutbox(journal, writer, silent);
  drain.start();
  await drain.stop();
  const outbox = async () =>
    (await database.query<{ id: string }>('select id from outbox order by sequence')).map(({ id }) => id);

  expect(await outbox()).toEqual(['a', 'c']);
  const [letter] = (await letters.list({ limit: 50, before: null })).items;
  expect(letter).toMatchObject({ consumer: 'ingest-journal', event: anAlert('b').subject, attempts: 1 });
  expect(JSON.parse(letter?.text ?? '')).toEqual(anAlert('b').data);
  await letters.replay(letter?.id ?? '');
  expect(await outbox()).toEqual(['a', 'c', 'b']);
  expect((await letters.list({ limit: 50, before: null })).items).toEqual([]);
  await writer.close();
  await database.close();
  await fresh.drop();
});
