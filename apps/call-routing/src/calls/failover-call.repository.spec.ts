import { Journal, PostgresUnavailable } from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import { at, end, pickUp, press, proceed, received, storedAfter } from '../testing/a-call.js';
import { CallJournal, type JournalledStep } from './call-journal.js';
import { LiveCalls } from './live-calls.js';
import type { SqlCallRepository } from './call.repository.js';
import { FailoverCallRepository } from './failover-call.repository.js';

const logger = createLogger('test', 'silent');

/** A Postgres that answers each query with this, and a disk that is full, or takes everything. */
function world(answer: () => Promise<unknown>, disk: 'full' | 'free' = 'full') {
  const live = new LiveCalls();
  const full = () => Promise.reject(new Error('no space left on device'));
  const file = { isEmpty: true, append: disk === 'full' ? full : () => Promise.resolve() };
  const journal = new CallJournal(file as unknown as Journal<JournalledStep>, live);
  const asked = {
    load: answer,
    update: answer,
    busyResponders: answer,
    silentSince: answer,
    due: answer,
    notes: answer,
  };
  const store = new FailoverCallRepository({ postgres: asked as unknown as SqlCallRepository, journal, live, logger });
  return { store, live, journal };
}

const unavailable = () => Promise.reject(new PostgresUnavailable('unavailable'));
const screened = storedAfter(received(), proceed(4), pickUp(10));

it('lets the call go on even where neither Postgres nor the disk takes it', async () => {
  const { store, journal } = world(unavailable);
  expect(await store.update(screened, [])).toBe(true);
  expect(journal.holds('call_1')).toBe(true);
});

it('answers from memory what Postgres cannot', async () => {
  const { store, live } = world(unavailable);
  live.put(screened);
  expect(await store.load('call_1')).toBe(screened);
  expect(await store.busyResponders('call_2', ['user_1'])).toEqual([
    { callId: 'call_1', userId: 'user_1', lastSignAt: at(10) },
  ]);
  expect(await store.silentSince(new Date(at(60)))).toEqual({ callIds: ['call_1'], isAll: false });
  expect(await store.notes('call_1')).toBe('');
  expect(await store.due(new Date(Date.parse('2026-01-06T00:00:00Z')))).toEqual(['call_1']);
});

it('does not take "out of reach" for "is not there"', async () => {
  await expect(world(unavailable).store.load('call_9')).rejects.toBeInstanceOf(PostgresUnavailable);
});

it('takes the word of the journal for a call that Postgres knows less of', async () => {
  const behind = { callId: 'call_1', userId: 'user_1', lastSignAt: at(10) };
  const other = { callId: 'call_3', userId: 'user_1', lastSignAt: at(9) };
  const { store, live, journal } = world(() => Promise.resolve([behind, other]), 'free');
  const over = storedAfter(received(), proceed(4), pickUp(10), end(20));
  await journal.append({ stored: over, outboxEvents: [] });
  live.put(over);
  expect(await store.busyResponders('call_2', ['user_1'])).toEqual([other]);
  const further = storedAfter(received(), proceed(4), pickUp(10), press(14));
  live.put(further);
  expect(await store.busyResponders('call_2', ['user_1'])).toEqual([other, { ...behind, lastSignAt: at(14) }]);
});
