import { call as contract } from '@ringdown/contracts';
import { at, end, endDial, pickUp, press, proceed, received, storedAfter } from '../testing/a-call.js';
import type { StoredCall } from '../calls/stored-call.js';
import { toLoggedCall } from './to-logged-call.js';

const rest = {
  incidentId: 'inc_1',
  notes: 'disk full',
  archived: true,
  publicUrl: 'https://ringdown.example.com',
};
const iso = (seconds: number): string => new Date(at(seconds)).toISOString();

/** As the REST contract shows it, and accepts it. */
function shown({ call, steps }: StoredCall) {
  const logged = toLoggedCall(call, steps, rest);
  expect(contract.parse(logged)).toEqual(logged);
  return logged;
}

it('shows a live call with those who were rung, and nothing that is not known yet', () => {
  const logged = shown(storedAfter(received(), proceed(4), endDial(29)));
  expect(logged).toMatchObject({ status: 'live', outcome: null, endedAt: null, duration: null, receiver: null });
  expect(logged.attempts.map(({ n, result }) => [n, result])).toEqual([
    [1, 'no_answer'],
    [2, 'ringing'],
  ]);
});

it('shows a call that was answered: by whom, when, and who never had to be rung', () => {
  const logged = shown(
    storedAfter(received(), proceed(4), endDial(29, { miss: 'busy' }), pickUp(35, 2), press(40, '1', 2), end(70, 70)),
  );
  expect(logged).toMatchObject({
    id: 'call_1',
    status: 'ended',
    outcome: 'answered',
    calledAt: iso(0),
    answeredAt: iso(40),
    endedAt: iso(70),
    duration: 70,
    receiver: { id: 'user_2', name: 'Sam T.', oncallId: null, oncallName: null },
    incidentId: 'inc_1',
    notes: 'disk full',
    archived: true,
  });
  expect(logged.attempts).toEqual([
    expect.objectContaining({ n: 1, role: 'primary', scheduleId: 'sched_1', result: 'busy', endedAt: iso(29) }),
    expect.objectContaining({ n: 2, role: 'fallback1', userName: 'Sam T.', result: 'accepted', startedAt: iso(29) }),
    expect.objectContaining({ n: 3, role: 'fallback2', userId: 'user_3', result: 'not_reached', startedAt: null }),
  ]);
  expect(logged.steps.at(0)).toEqual({ at: iso(0), text: 'Mitchell Starc (+14156040016) called On-call hotline' });
});

it('shows whom the call never came to as not reached, also where that was written down as skipped for no reason', () => {
  const stored = storedAfter(received(), proceed(4), end(9));
  expect(shown(stored).attempts.map((a) => a.result)).toEqual(['no_answer', 'not_reached', 'not_reached']);
  const attempts = stored.call.attempts.map((a) => (a.n === 2 ? { ...a, result: 'skipped' as const } : a));
  expect(shown({ ...stored, call: { ...stored.call, attempts } }).attempts[1]?.result).toBe('not_reached');
  const busy = attempts.map((a) => (a.n === 2 ? { ...a, reason: 'on_another_call' as const } : a));
  expect(shown({ ...stored, call: { ...stored.call, attempts: busy } }).attempts[1]).toMatchObject({
    result: 'skipped',
  });
});

it('shows recordings where Ringdown serves them, with the transcript', () => {
  const recording = { recordingId: 'RE1', providerUrl: 'https://api.twilio.com/RE1', seconds: 6 };
  const logged = shown(
    storedAfter(
      received(),
      proceed(4),
      end(50),
      { type: 'attach-recording', kind: 'voicemail', recording, at: at(60) },
      { type: 'attach-recording', kind: 'conversation', recording, at: at(61) },
      { type: 'attach-transcript', text: 'The disk is full.', at: at(62) },
    ),
  );
  const url = 'https://ringdown.example.com/api/v1/calls/call_1';
  expect(logged.recording).toEqual({ url: `${url}/recording`, seconds: 6 });
  expect(logged.voicemail).toEqual({ url: `${url}/voicemail`, seconds: 6, transcript: 'The disk is full.' });
  expect(JSON.stringify(logged)).not.toContain('twilio.com');
});
