import type { CallCommand } from './commands.js';
import { at, play, received, someone } from './testing/a-call.js';

const three = [someone(0), someone(1), someone(2)];
const nobodyBusy = { busyUserIds: [] };
const proceed = (seconds: number): CallCommand => ({ type: 'proceed', at: at(seconds), ...nobodyBusy });
const rings: CallCommand = { type: 'report-ringing', attempt: 1, at: at(4) };
const timeOut = (attempt: number, seconds: number): CallCommand => ({
  type: 'time-out-ring',
  attempt,
  at: at(seconds),
  ...nobodyBusy,
});
const interrupted = (attempt: number, seconds: number): CallCommand => ({
  type: 'end-dial',
  attempt,
  miss: 'no_answer',
  bridged: false,
  completed: false,
  callerGone: false,
  at: at(seconds),
  ...nobodyBusy,
});

it('the answer to the dial that our redirect interrupts rings nobody: a lost redirect is tried again', () => {
  const { call, steps } = play(
    received(three),
    proceed(4),
    rings,
    timeOut(1, 29),
    interrupted(1, 29.3),
    timeOut(2, 44.1),
  );
  expect(call.phase).toMatchObject({ name: 'ringing', attempt: 2, fetched: false });
  expect(call.attempts.map((a) => a.result)).toEqual(['no_answer', 'ringing', 'waiting']);
  expect(steps.join()).not.toContain('Sam T. did not answer');
});

it('whom no redirect brought to ring until the caller has waited long enough is not said to have slept', () => {
  const { call, steps } = play(
    received(three, { maxWaitSeconds: 40 }),
    proceed(4),
    rings,
    timeOut(1, 29),
    interrupted(1, 29.3),
    timeOut(2, 44.1),
  );
  expect(call.phase.name).toBe('taking-message');
  expect(call.attempts.map((a) => a.result)).toEqual(['no_answer', 'waiting', 'waiting']);
  expect(steps).toContain('Fallback 1 Sam T. was not rung: the provider did not ask whom to ring');
});

it('a call that the provider ends with an error is no hang-up of the caller', () => {
  const ended: CallCommand = { type: 'end', duration: 9, failed: true, at: at(13) };
  const { call, steps } = play(received(three), proceed(4), ended);
  expect(call).toMatchObject({ outcome: 'failed', attempts: [{ result: 'no_answer', reason: null }, {}, {}] });
  expect(steps).toContain('The provider ended the call with an error after 9 s');
});
