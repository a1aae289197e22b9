import { received, proceed, rings, pickUp, end, storedAfter, at } from '../testing/a-call.js';
import { callIdOf } from './call-id.js';
import { LiveCalls } from './live-calls.js';

const minuteMs = 60_000;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('finds a call by either id, also one that does not know its provider id yet', () => {
  const live = new LiveCalls();
  const id = callIdOf('twilio', 'CA1');
  live.put(storedAfter(received({ providerCallId: 'CA0' })));
  live.put(storedAfter(received({ id, providerCallId: `of ${id}` })));
  expect(live.getByProvider('twilio', 'CA0')?.call.id).toBe('call_1');
  expect(live.getByProvider('twilio', 'CA1')?.call.id).toBe(id);
  expect(live.getByProvider('plivo', 'CA1')).toBeNull();
});

it('forgets an ended call after a minute, unless it is still needed', () => {
  const live = new LiveCalls();
  let isNeeded = true;
  live.keepWhile(() => isNeeded);
  live.put(storedAfter(received(), end(9)));
  jest.advanceTimersByTime(5 * minuteMs);
  expect(live.get('call_1')).not.toBeNull();
  isNeeded = false;
  jest.advanceTimersByTime(minuteMs);
  expect(live.get('call_1')).toBeNull();
});

it('forgets what ended elsewhere once no call can be that long', () => {
  const live = new LiveCalls();
  live.put(storedAfter(received(), proceed(4)));
  live.forgetStale(new Date(at(7 * 3600)));
  expect(live.liveCount).toBe(1);
  live.forgetStale(new Date(at(9 * 3600)));
  expect(live.liveCount).toBe(0);
});

it('knows whose deadline is over, and who is busy', () => {
  const live = new LiveCalls();
  live.put(storedAfter(received(), proceed(4), rings(4)));
  live.put(storedAfter(received({ id: 'call_2' }), proceed(4), pickUp(9)));
  live.put(storedAfter(received({ id: 'call_3' }), end(9)));
  expect(live.due(new Date(at(29.1)))).toEqual(['call_1']);
  expect(live.due(new Date(at(60)))).toEqual(['call_1', 'call_2']);
  expect(live.due(new Date(at(20)))).toEqual([]);
  expect(live.busy()).toEqual([{ callId: 'call_2', userId: 'user_1', lastSignAt: at(9) }]);
  expect(live.silentSince(new Date(at(9)))).toEqual(['call_1']);
  expect(live.silentSince(new Date(at(9.1)))).toEqual(['call_1', 'call_2']);
});
