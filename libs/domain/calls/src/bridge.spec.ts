import type { CallCommand } from './commands.js';
import { deadlineOf } from './deadlines.js';
import { callerDocument } from './documents.js';
import { screeningSeconds } from './screening.js';
import { at, details, play, received, someone, plivo } from './testing/a-call.js';

const three = [someone(0), someone(1), someone(2)];
const onPlivo: CallCommand = { ...received(three), details: { ...details(), ...plivo } };
const nobodyBusy = { busyUserIds: [] };
const proceed = { type: 'proceed', at: at(4), ...nobodyBusy } as const;
const pickUp = { type: 'pick-up', attempt: 1, at: at(10) } as const;
const bridge = (seconds: number): CallCommand => ({ type: 'bridge', attempt: 1, at: at(seconds) });
const completed = (seconds: number, callerGone = false): CallCommand => ({
  type: 'end-dial',
  attempt: 1,
  miss: 'no_answer',
  bridged: null,
  completed: true,
  callerGone,
  at: at(seconds),
  ...nobodyBusy,
});
const end = (seconds: number): CallCommand => ({ type: 'end', duration: null, failed: false, at: at(seconds) });
const ranTo = (...commands: readonly CallCommand[]) => {
  const { call, steps } = play(onPlivo, proceed, ...commands);
  const [first, second] = call.attempts;
  return { phase: call.phase.name, outcome: call.outcome, results: [first?.result, second?.result], steps, call };
};

it('is the acceptance, with or without a reported pick-up', () => {
  expect(ranTo(pickUp, bridge(14), completed(60), end(61))).toMatchObject({
    outcome: 'answered',
    results: ['accepted', 'waiting'],
  });
  expect(ranTo(bridge(14), completed(60), end(61))).toMatchObject({
    outcome: 'answered',
    results: ['accepted', 'waiting'],
  });
});

it('a dial that completed without one leads on: a voicemail box picks up too', () => {
  expect(ranTo(pickUp, completed(25))).toMatchObject({ phase: 'ringing', results: ['no_answer', 'ringing'] });
});

it('reported after the call went on, the conversation is known all the same', () => {
  const late = ranTo(pickUp, completed(25), bridge(26), end(30));
  expect(late).toMatchObject({ outcome: 'answered', results: ['accepted', 'no_answer'] });
  expect(late.call.answeredAt).toBe(at(10));
  expect(late.steps).toContain('Priya S. had accepted the call, as the provider reports late');
});

it('reported after the end, the outcome is put right', () => {
  expect(ranTo(pickUp, completed(30, true), end(31))).toMatchObject({ outcome: 'missed' });
  expect(ranTo(pickUp, completed(30, true), end(31), bridge(45))).toMatchObject({
    phase: 'ended',
    outcome: 'answered',
    results: ['accepted', 'waiting'],
  });
});

it('does not overrule a responder who passed', () => {
  const pass = { type: 'press', attempt: 1, digit: '2', at: at(14) } as const;
  expect(ranTo(pickUp, pass, completed(15), bridge(16)).results).toEqual(['declined', 'ringing']);
});

it('never reported, a dial longer than ringing and screening was a conversation', () => {
  expect(ranTo(pickUp, completed(120))).toMatchObject({ phase: 'hanging-up', results: ['accepted', 'waiting'] });
  expect(ranTo(completed(120))).toMatchObject({ phase: 'hanging-up', results: ['accepted', 'waiting'] });
});

it('has time to be reported before our own deadline takes the responder away', () => {
  const { call } = ranTo(pickUp);
  expect((deadlineOf(call)?.at ?? 0) - at(10)).toBe((screeningSeconds(call) + 8) * 1000);
});

it('whoever passed is not asked again as a fallback, and the log says why', () => {
  const again = {
    role: 'fallback1',
    responder: null,
    skip: 'already_rung',
    user: { id: 'user_1', name: 'Priya S.' },
    scheduleId: null,
  } as const;
  const pass = { type: 'press', attempt: 1, digit: '2', at: at(14) } as const;
  const { call, steps } = play(received([someone(0), again]), proceed, pickUp, pass, completed(15));
  expect(call.attempts[1]).toMatchObject({ result: 'skipped', reason: 'declined_before' });
  expect(callerDocument(call).kind).toBe('take-message');
  expect(steps).toContain('Fallback 1 Priya S. is skipped: passed before in this call');
});

it('diverts to the voicemail without a ring, and says why', () => {
  const { call, steps } = play(received(three, {}, { kind: 'divert', because: 'caller_limit' }), proceed);
  expect(callerDocument(call)).toMatchObject({ kind: 'take-message' });
  expect(call.attempts).toEqual([]);
  expect(steps).toContain('The caller has called too often within the hour → straight to the voicemail');
});

describe('a screening that Plivo has not ended when it must be over', () => {
  const timeOut: CallCommand = { type: 'time-out-screening', attempt: 1, at: at(35), ...nobodyBusy };

  it('is a conversation whose report was lost: nobody is taken out of it', () => {
    const { call, phase, steps } = ranTo(pickUp, timeOut);
    expect([phase, call.answeredAt, callerDocument(call).kind]).toEqual(['connected', at(10), 'stay']);
    expect(steps).toContain('Priya S. talks with the caller, as the provider does not say otherwise');
    expect(ranTo(pickUp, timeOut, completed(300), end(301))).toMatchObject({
      outcome: 'answered',
      results: ['accepted', 'waiting'],
    });
  });

  it('was none where Plivo reported that no key came: the next one rings, by a redirect', () => {
    const failed: CallCommand = { type: 'fail-screening', attempt: 1, at: at(27) };
    expect(ranTo(pickUp, failed, timeOut)).toMatchObject({ phase: 'ringing', results: ['no_answer', 'ringing'] });
    expect(play(onPlivo, proceed, pickUp, failed, timeOut).last.effects).toContainEqual({ type: 'redirect' });
    expect(ranTo(pickUp, failed, completed(120))).toMatchObject({ results: ['no_answer', 'ringing'] });
    expect(ranTo(pickUp, failed, failed, completed(28)).steps).toContain(
      'Primary Priya S. did not answer → fallback 1 Sam T.',
    );
  });

  it('is not concluded from such a report of another attempt, or in a conversation', () => {
    const failed = (attempt: number): CallCommand => ({ type: 'fail-screening', attempt, at: at(27) });
    expect(play(onPlivo, proceed, pickUp, failed(2)).last.events).toEqual([]);
    expect(play(onPlivo, proceed, failed(1)).last.events).toEqual([]);
    expect(play(onPlivo, proceed, pickUp, bridge(14), failed(1)).last.events).toEqual([]);
  });

  it('was none where the end of its dial was only held up', () => {
    expect(ranTo(pickUp, timeOut, completed(38))).toMatchObject({
      phase: 'ringing',
      results: ['no_answer', 'ringing'],
    });
  });

  it('is one without a doubt once the bridge is reported', () => {
    expect(ranTo(pickUp, timeOut, bridge(36), completed(38))).toMatchObject({ phase: 'hanging-up' });
  });

  it('is taken for over at Twilio, which asks us at its end', () => {
    const { call } = play(received(three), proceed, pickUp, timeOut);
    expect(call.phase).toMatchObject({ name: 'ringing', attempt: 2 });
  });
});
