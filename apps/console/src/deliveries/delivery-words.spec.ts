import { aboutWords, deliveryFiltersFrom, placeOf, remarksOn } from './delivery-words.js';

it.each([
  ['call.completed', 'call completed'],
  ['incident.opened', 'incident opened'],
  ['oncall.shift_started', 'on-call shift started'],
])('calls %s "%s"', (about, words) => expect(aboutWords(about)).toBe(words));

it('leads to the incident before the call, and nowhere from a shift', () => {
  expect(placeOf({ callId: 'call_1', incidentId: 'inc_1' })).toBe('/incidents/inc_1');
  expect(placeOf({ callId: 'call_1', incidentId: null })).toBe('/calls/call_1');
  expect(placeOf({ callId: null, incidentId: null })).toBeNull();
});

it('does not keep telling of a trouble that is over, and tells how it arrived', () => {
  const lastError = 'Slack answered 503';
  expect(remarksOn({ status: 'failed', lastError, detail: null })).toEqual({ trouble: lastError, detail: null });
  expect(remarksOn({ status: 'pending', lastError, detail: null }).trouble).toBe(lastError);
  const detail = 'Within a summary of 12 events';
  expect(remarksOn({ status: 'delivered', lastError, detail })).toEqual({ trouble: null, detail });
});

it('reads its filters from the address, and leaves out a status that there is not', () => {
  expect(deliveryFiltersFrom(new URLSearchParams('channelId=chan_1&status=failed'))).toEqual({
    channelId: 'chan_1',
    status: 'failed',
  });
  expect(deliveryFiltersFrom(new URLSearchParams('status=lost'))).toEqual({ channelId: '', status: '' });
});
