import { join } from 'node:path';
import type { CallCommand } from '@ringdown/domain-calls';
import type { Settings } from '@ringdown/platform-config';
import { Journal, PromptSql } from '@ringdown/platform-persistence';
import { AdvanceCall } from '../calls/advance-call.js';
import { CallJournal } from '../calls/journal/call-journal.js';
import { CallJournalDrain } from '../calls/journal/call-journal-drain.js';
import type { JournalledStep } from '../calls/journal/journalled-step.js';
import { StepWriter } from '../calls/journal/step-writer.js';
import { CallDeadlines } from '../calls/call.deadlines.js';
import type { callTimers } from '../calls/call.timers.js';
import { PerformEffects } from '../calls/perform-effects.js';
import type { RebuildCall } from '../calls/rebuild-call.js';
import type { ToldByProvider } from '../calls/told-by-provider.js';
import { RunCall } from '../calls/run-call.js';
import type { Timers } from '@ringdown/platform-timers';
import { fixedClock } from '@ringdown/testkit';
import { LiveCalls } from '../calls/live-calls.js';
import { patienceLeft } from '../calls/patience.js';
import { SqlCallStore } from '../calls/persistence/sql-call.store.js';
import { SqlLineTraffic } from '../calls/persistence/sql-line-traffic.js';
import { SteadyCallStore } from '../calls/persistence/steady-call.store.js';
import type { StoredCall } from '../calls/stored-call.js';
import type { Providers } from '../voice/providers.js';
import { at, received, t0 } from './a-call.js';
import { silent } from './migrated-database.js';

const publicUrl = 'https://ringdown.example.com';

const noRedis = { arm: () => Promise.resolve(), rearm: () => Promise.resolve() } as unknown as Timers<
  typeof callTimers
>;

/** Takes every redirect, and says that every call lives. */
const aProvider = (redirects: string[]): Providers => {
  const provider = {
    redirect: (_: unknown, callId: string) => Promise.resolve(void redirects.push(callId)),
    standing: () => Promise.resolve({ state: 'live' }),
  };
  const reached = { provider, account: { accountId: 'AC1', authToken: 'token' }, base: 'https://hooks.example.com' };
  return { forLine: () => reached } as unknown as Providers;
};

/** A process as in production, but with Redis away, its data in `folder`; `url` leads to Postgres. `die` leaves everything as it lies. */
export async function aSteadyProcess(url: string, folder: string) {
  const sql = new PromptSql({
    url,
    schema: 'call_routing',
    logger: silent,
    patienceMs: patienceLeft,
    probe: 'select from call limit 0',
  });
  const live = new LiveCalls();
  const journal = new CallJournal(
    new Journal<JournalledStep>({ path: join(folder, 'calls.jsonl'), logger: silent }),
    live,
  );
  const store = new SteadyCallStore({ postgres: new SqlCallStore(sql), journal, live, logger: silent });
  const drain = new CallJournalDrain(journal, new StepWriter(sql, publicUrl, silent), sql, silent);
  const rebuilding = { execute: (): StoredCall | null => null };
  const rebuildCall = rebuilding as unknown as RebuildCall;
  const advanceCall = new AdvanceCall(store, live, rebuildCall, { publicUrl } as Settings, silent);
  const redirects: string[] = [];
  const clock = fixedClock(new Date(t0).toISOString());
  const providers = aProvider(redirects);
  const effects = new PerformEffects(noRedis, providers, advanceCall, clock, silent);
  const runCall = new RunCall(advanceCall, effects, store, clock, silent);
  const deadlines = new CallDeadlines(runCall, store, providers, clock, silent);
  await journal.open();
  return {
    advanceCall,
    store,
    journal,
    drain,
    traffic: new SqlLineTraffic(sql),
    receives: (command = received()) => advanceCall.receive(command),
    hears: (command: CallCommand) => advanceCall.execute('call_1', () => command),
    /** A report whose address tells this, should the call be out of reach. */
    hearsWith: (command: CallCommand, rebuilt: StoredCall) => {
      rebuilding.execute = () => rebuilt;
      return advanceCall.execute('call_1', () => command, {} as ToldByProvider);
    },
    redirects,
    sweepsAt: (seconds: number) => {
      clock.advance(at(seconds) - clock.now().getTime());
      return deadlines.sweep();
    },
    die: async () => {
      await drain.stop();
      await journal.close();
      await sql.close();
    },
  };
}
