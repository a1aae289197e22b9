import { Readiness, startService } from '@ringdown/platform-http';
import { DeadLetters, type OutboxEvent } from '@ringdown/platform-messaging';
import { Journal } from '@ringdown/platform-persistence';
import { AppModule } from './app.module.js';
import { Intake } from './intake/intake.js';
import { JournalDrain } from './intake/journal-drain.js';
import { journalConsumer, replayJournal } from './intake/outbox-writer.js';
import { migrations } from './migrations/index.js';

await startService({
  name: 'ingest',
  port: 3001,
  module: AppModule,
  schema: 'ingest',
  migrations,
  mirrors: ['integration'],
  answersRpc: true,
  prepareHttp: async (app) => {
    await app.get(Intake).open();
    const journal = app.get<Journal<OutboxEvent>>(Journal);
    app.get(Readiness).add('journal', () => journal.problem);
  },
  run: (app) => {
    const drain = app.get(JournalDrain);
    app.get(DeadLetters).serve(journalConsumer, replayJournal('ingest'));
    drain.start();
    return async () => {
      await drain.stop();
      await app.get(Intake).close();
    };
  },
});
