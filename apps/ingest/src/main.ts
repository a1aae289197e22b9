import { Readiness, startService } from '@ringdown/platform-http';
import { DeadLetters, type OutboxEvent } from '@ringdown/platform-messaging';
import { Journal } from '@ringdown/platform-persistence';
import { AppModule } from './app.module.js';
import { Intake } from './intake/intake.js';
import { JournalDrain } from './intake/journal-drain.js';
import { journalConsumer, replayJournal } from './intake/outbox-writer.js';
import { CreateOutbox1795219200000 } from './migrations/1795219200000-create-outbox.js';
import { CreateDeadLetter1796083200000 } from './migrations/1796083200000-create-dead-letter.js';

await startService({
  name: 'ingest',
  port: 3001,
  module: AppModule,
  schema: 'ingest',
  migrations: [CreateOutbox1795219200000, CreateDeadLetter1796083200000],
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
