import { join } from 'node:path';
import type { CallCommand, RingingCommand } from '@ringdown/domain-calls';
import type { Settings } from '@ringdown/platform-config';
import { Journal, BoundedPool } from '@ringdown/platform-persistence';
import { AdvanceCall } from '../calls/advance-call.js';
import { CallJournal } from '../calls/journal/call-journal.js';
import { CallJournalDrain } from '../calls/journal/call-journal-drain.js';
import type { JournalledStep } from '../calls/journal/journalled-step.js';
import { StepWriter } from '../calls/journal/step-writer.js';
import { CallDeadlines } from '../calls/call.deadlines.js';
import type { callTimers } from '../calls/call.timers.js';
import { ProviderCallStatusCheck } from '../calls/provider-call-status.js';
import { CheckAfterStart } from '../calls/check-after-start.js';
import { BusyResponders } from '../calls/busy-responders.js';
import { PerformEffects } from '../calls/perform-effects.js';
import type { RebuildCall } from '../calls/rebuild-call.js';
import type { ToldByProvider } from '../calls/told-by-provider.js';
import { RunCall } from '../calls/run-call.js';
import type { Timers } from '@ringdown/platform-timers';
import type { ProviderCallStatus } from '@ringdown/telephony';
import { fixedClock } from '@ringdown/testkit';
import { LiveCalls } from '../calls/live-calls.js';
import { msUntilDeadline } from '../calls/request-deadline.js';
import { SqlCallStore } from '../calls/persistence/sql-call.store.js';
import { SqlLineTraffic } from '../calls/persistence/sql-line-traffic.js';
import { SteadyCallStore } from '../calls/persistence/steady-call.store.js';
import type { StoredCall } from '../calls/stored-call.js';
import type { CallDefects } from '../rescue/call-defects.js';
import type { Providers } from '../voice/providers.js';
import { at, received } from './a-call.js';
import { silent } from './migrated-database.js';

const publicUrl = 'https://ringdown.example.com';

const noRedis = { arm: () => Promise.resolve(), rearm: () => Promise.resolve() } as unknown as Timers<
  typeof callTimers
>;

const noDefects = { note: () => Promise.resolve() } as unknown as CallDefects;

/** Takes every redirect, and says how calls stand: that they live, if not told otherwise. `asked` has their ids there. */
function aProvider() {
  const rest = {
    redirects: [] as string[],
    asked: [] as string[],
    says: (_callId: string): ProviderCallStatus | Promise<ProviderCallStatus> => ({ state: 'live' }),
  };
  const provider = {
    redirect: (_: unknown, callId: string) => Promise.resolve(void rest.redirects.push(callId)),
    status: async (_: unknown, callId: string) => {
      rest.asked.push(callId);
      return rest.says(callId);
    },
  };
  const reached = { provider, account: { accountId: 'AC1', authToken: 'token' }, base: 'https://hooks.example.com' };
  return { rest, providers: { forLine: () => reached, byAccount: () => reached } as unknown as Providers };
}

/**
 * A process as in production, but with Redis unavailable, its data in `folder`; `url` leads to Postgres. It starts so many seconds after the
 * first call. `die` leaves everything as it lies.
 */
export async function aSteadyProcess(url: string, folder: string, startedAt = 0) {
  const sql = new BoundedPool({
    url,
    schema: 'call_routing',
    logger: silent,
    timeoutMs: msUntilDeadline,
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
  const clock = fixedClock(new Date(at(startedAt)).toISOString());
  const { rest, providers } = aProvider();
  const effects = new PerformEffects(noRedis, providers, advanceCall, clock, silent);
  const statusCheck = new ProviderCallStatusCheck(advanceCall, effects, providers, clock, silent);
  const busy = new BusyResponders(store, statusCheck, noDefects, clock);
  const runCall = new RunCall(advanceCall, effects, busy, clock, silent);
  const deadlines = new CallDeadlines(runCall, store, statusCheck, clock, silent);
  const check = new CheckAfterStart(store, statusCheck, clock, silent);
  const passTo = (seconds: number) => clock.advance(at(seconds) - clock.now().getTime());
  await journal.open();
  return {
    advanceCall,
    store,
    journal,
    drain,
    traffic: new SqlLineTraffic(sql),
    receives: (command = received()) => advanceCall.receive(command),
    hears: (command: CallCommand, callId = 'call_1') => advanceCall.execute(callId, () => command),
    /** A report whose address tells this, should the call be out of reach. */
    hearsWith: (command: CallCommand, rebuilt: StoredCall) => {
      rebuilding.execute = () => rebuilt;
      return advanceCall.execute('call_1', () => command, {} as ToldByProvider);
    },
    redirects: rest.redirects,
    rest,
    checksAfterStart: () => check.sweep(),
    stopsChecking: () => check.stop(),
    /** A report that may lead to the next responder, told who is busy. */
    mayRing: (callId: string, report: Omit<RingingCommand, 'at' | 'busyUserIds'> = { type: 'proceed' }) =>
      runCall.reportThatMayRing({ callId }, (busyUserIds) => ({ ...report, busyUserIds }) as RingingCommand),
    passTo,
    sweepsAt: (seconds: number) => {
      passTo(seconds);
      return deadlines.sweep();
    },
    die: async () => {
      await drain.stop();
      await journal.close();
      await sql.close();
    },
  };
}
