import { join } from 'node:path';
import type { CallCommand, RingingCommand } from '@ringdown/domain-calls';
import { Journal, BoundedPool } from '@ringdown/platform-persistence';
import { CallEngine, type LiveCommand } from '../calls/call-engine.js';
import { CallJournal, type JournalledStep } from '../calls/call-journal.js';
import { CallJournalDrain } from '../calls/call-journal-drain.js';
import { StepWriter } from '../calls/step-writer.js';
import { CallDeadlines } from '../calls/call-deadlines.js';
import { type callTimers, CallEffects } from '../calls/call-effects.js';
import { ProviderCallStatusCheck } from '../calls/provider-call-status.js';
import { StartupCheck } from '../calls/startup-check.js';
import { BusyResponders } from '../calls/busy-responders.js';
import type { Timers } from '@ringdown/platform-timers/bullmq';
import type { ProviderCallStatus } from '@ringdown/telephony';
import { fixedClock } from '@ringdown/testkit';
import { LiveCalls } from '../calls/live-calls.js';
import { msUntilDeadline } from '../calls/request-deadline.js';
import { SqlCallRepository } from '../calls/call.repository.js';
import { LineTrafficRepository } from '../routing/line-traffic.repository.js';
import { FailoverCallRepository } from '../calls/failover-call.repository.js';
import type { StoredCall } from '../calls/stored-call.js';
import type { CallDefectRepository } from '../calls/call-defects.js';
import type { LineProviders } from '../calls/line-providers.js';
import { at, received } from './a-call.js';
import { silent } from './migrated-database.js';

const publicUrl = 'https://ringdown.example.com';

const noRedis = { arm: () => Promise.resolve(), rearm: () => Promise.resolve() } as unknown as Timers<
  typeof callTimers
>;

const noDefects = { note: () => Promise.resolve() } as unknown as CallDefectRepository;

/** Takes every redirect, and says how calls stand: that they live, if not set otherwise. `asked` has their ids there. */
function aProvider() {
  const rest = {
    redirects: [] as string[],
    asked: [] as string[],
    says: (_callId: string): ProviderCallStatus | Promise<ProviderCallStatus> => ({ state: 'live' }),
  };
  const provider = {
    redirect: (_: unknown, callId: string) => Promise.resolve(void rest.redirects.push(callId)),
    callStatus: async (_: unknown, callId: string) => {
      rest.asked.push(callId);
      return rest.says(callId);
    },
  };
  const reached = { provider, account: { accountId: 'AC1', authToken: 'token' }, base: 'https://hooks.example.com' };
  return { rest, providers: { forLine: () => reached, byAccount: () => reached } as unknown as LineProviders };
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
  const store = new FailoverCallRepository({ postgres: new SqlCallRepository(sql), journal, live, logger: silent });
  const drain = new CallJournalDrain(journal, new StepWriter(sql, publicUrl, silent), sql, silent);
  const clock = fixedClock(new Date(at(startedAt)).toISOString());
  const { rest, providers } = aProvider();
  const effects = new CallEffects(noRedis, providers, clock, silent);
  const engine = new CallEngine({ calls: store, live, effects, publicUrl, clock, logger: silent });
  const statusCheck = new ProviderCallStatusCheck(engine, providers, clock, silent);
  const busy = new BusyResponders(engine, store, statusCheck, noDefects, clock);
  const deadlines = new CallDeadlines(busy, store, statusCheck, clock, silent);
  const check = new StartupCheck(store, statusCheck, clock, silent);
  const passTo = (seconds: number) => clock.advance(at(seconds) - clock.now().getTime());
  await journal.open();
  return {
    engine,
    store,
    journal,
    drain,
    traffic: new LineTrafficRepository(sql),
    receives: (command = received()) => engine.receive(command),
    hears: (command: CallCommand, callId = 'call_1') => engine.handle({ callId }, command as LiveCommand),
    /** A report whose address makes this of the call, should it be out of reach. */
    hearsWith: (command: CallCommand, rebuilt: StoredCall) =>
      engine.handle({ callId: 'call_1', rebuild: () => rebuilt }, command as LiveCommand),
    redirects: rest.redirects,
    rest,
    checksAfterStart: () => check.sweep(),
    stopsChecking: () => check.onModuleDestroy(),
    /** A report that may lead to the next responder, knowing who is busy. */
    mayRing: (callId: string, report: Omit<RingingCommand, 'at' | 'busyUserIds'> = { type: 'proceed' }) =>
      busy.handle({ callId }, (busyUserIds) => ({ ...report, busyUserIds }) as RingingCommand),
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
