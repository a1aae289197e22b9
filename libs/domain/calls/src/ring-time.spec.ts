import { advance } from './advance.js';
import type { CallCommand } from './commands.js';
import { deadlineOf } from './deadlines.js';
import { callerDocument } from './documents.js';
import { at, details, play, received, someone, plivo } from './testing/a-call.js';

const three = [someone(0), someone(1), someone(2)];
const setup = { progressMessages: true, ringTimeoutSeconds: 5 };
const onTwilio = received(three, setup);
const onPlivo: CallCommand = { ...onTwilio, details: { ...details(setup), ...plivo } };
const nobodyBusy = { busyUserIds: [] };
const proceed = (seconds: number, attempt?: number): CallCommand => ({
  type: 'proceed',
  ...(attempt === undefined ? {} : { attempt }),
  at: at(seconds),
  ...nobodyBusy,
});
const rings = (seconds: number, attempt = 1): CallCommand => ({ type: 'report-ringing', attempt, at: at(seconds) });
const pickUp = (seconds: number, attempt = 1): CallCommand => ({ type: 'pick-up', attempt, at: at(seconds) });
const timeOut = (seconds: number, attempt = 1): CallCommand => ({
  type: 'time-out-ring',
  attempt,
  at: at(seconds),
  ...nobodyBusy,
});
const endDial = (seconds: number, attempt = 1, callerGone = false): CallCommand => ({
  type: 'end-dial',
  attempt,
  miss: 'no_answer',
  bridged: false,
  completed: false,
  callerGone,
  at: at(seconds),
  ...nobodyBusy,
});
const end = (seconds: number): CallCommand => ({ type: 'end', duration: null, failed: false, at: at(seconds) });
const after = (...commands: readonly CallCommand[]) => {
  const { call, steps, last } = play(...commands);
  const deadline = deadlineOf(call);
  return {
    call,
    steps,
    last,
    document: callerDocument(call),
    seconds: deadline && (deadline.at - at(0)) / 1000,
    results: call.attempts.map((a) => a.result),
  };
};

describe('the sentence that we are still trying', () => {
  const over = [onPlivo, proceed(4), endDial(9)];

  it('is a document of its own; the ring time begins when the dial is fetched after it', () => {
    const sentence = { kind: 'progress', attempt: 2, say: { text: 'Still trying to reach someone. Please hold.' } };
    expect(after(...over).document).toMatchObject(sentence);
    const { document, seconds, call } = after(...over, proceed(13, 2));
    expect(document).toMatchObject({ kind: 'dial', attempt: 2 });
    expect(seconds).toBe(18);
    expect(call.attempts[1]).toMatchObject({ result: 'ringing', startedAt: at(13) });
  });

  it('comes after a redirect too, and the redirect is then over', () => {
    const redirected = [onPlivo, proceed(4), timeOut(9)];
    expect(after(...redirected, endDial(9.3)).document).toMatchObject({ kind: 'progress' });
    expect(after(...redirected, proceed(9.6)).document).toMatchObject({ kind: 'progress' });
    expect(after(...redirected, proceed(9.6)).call.redirectingSince).toBeNull();
    expect(after(...redirected, proceed(9.6), proceed(12.6, 2)).seconds).toBe(17.6);
  });

  it('is said again to whoever asks again before it was heard: two that race get the same', () => {
    for (const again of [endDial(9.2), proceed(9.2)]) {
      expect(after(...over, again).document).toEqual(after(...over).document);
      expect(after(...over, again).last.events).toEqual([]);
    }
  });

  it('whose end nobody reports is given up by our timer, and the dial follows without it', () => {
    const { seconds } = after(...over);
    expect(seconds).toBeGreaterThan(14);
    expect(seconds).toBeLessThan(30);
    const rescued = [...over, timeOut(seconds ?? 0, 2)];
    expect(after(...rescued).last.effects).toContainEqual({ type: 'redirect' });
    expect(after(...rescued, proceed(31)).document).toMatchObject({ kind: 'dial', attempt: 2 });
    expect(after(...rescued, proceed(31)).seconds).toBe(36);
  });

  it('is left out where the caller has not the time to hear it', () => {
    const short = received(three, { ...setup, maxWaitSeconds: 30, ringTimeoutSeconds: 24 });
    expect(after(short, proceed(4), endDial(28)).document).toMatchObject({ kind: 'dial', attempt: 2 });
  });

  it('that takes longer than the caller is to wait leads to the voicemail', () => {
    const short = received(three, { ...setup, maxWaitSeconds: 30, ringTimeoutSeconds: 20 });
    const late = after(short, proceed(4), endDial(24), proceed(31, 2));
    expect(late.document).toMatchObject({ kind: 'take-message' });
    expect(late.results).toEqual(['no_answer', 'waiting', 'waiting']);
    expect(late.steps).toContain('Fallback 1 Sam T. was not rung: the caller had waited long enough');
  });

  it('during which the caller hangs up leaves the next one not rung', () => {
    const { results, steps } = after(...over, end(10));
    expect(results).toEqual(['no_answer', 'waiting', 'waiting']);
    expect(steps).toContain('The caller hung up before fallback 1 Sam T. was rung');
  });

  it('is followed by the pick-up though the request for the dial was lost', () => {
    expect(after(...over, pickUp(14, 2)).call.phase).toMatchObject({ name: 'screening', attempt: 2 });
  });
});

describe('the ring time', () => {
  it('counts from the fetched dial where the provider does not report ringing', () => {
    expect(after(onPlivo, proceed(4)).seconds).toBe(9);
  });

  it('counts from the report of ringing at Twilio; before it, a phone that is slow to ring is waited for', () => {
    const dialled = [onTwilio, proceed(4)];
    expect(after(...dialled).seconds).toBeGreaterThan(9 + 5);
    expect(after(...dialled).seconds).toBeLessThan(9 + 10);
    expect(after(...dialled, rings(7)).seconds).toBe(12);
    expect(after(...dialled, timeOut(9)).last.events).toEqual([]);
    expect(after(...dialled, rings(7), timeOut(12)).results).toEqual(['no_answer', 'ringing', 'waiting']);
  });

  it('counts from the first report, however often and late it comes', () => {
    const ringing = [onTwilio, proceed(4), rings(5)];
    expect(after(...ringing, rings(8)).seconds).toBe(10);
    expect(after(...ringing, proceed(8)).seconds).toBe(10);
    for (const later of [pickUp(6), endDial(6), end(6)]) {
      const { call } = after(...ringing, later);
      expect(after(...ringing, later, rings(7)).call).toEqual(call);
    }
    expect(after(...ringing, rings(6, 2)).seconds).toBe(10);
  });

  it('starts at the report also where the request for the dial was lost', () => {
    const unheard = [onTwilio, proceed(4), rings(4), timeOut(9), rings(11, 2)];
    expect(after(...unheard).call.phase).toMatchObject({ attempt: 2, fetched: true });
    expect(after(...unheard).seconds).toBe(16);
  });

  it('begins anew where the dial is fetched again before anything rang', () => {
    expect(after(onPlivo, proceed(4), proceed(6)).seconds).toBe(11);
    expect(after(onPlivo, proceed(4), proceed(6)).call.attempts[0]?.startedAt).toBe(at(6));
  });

  it('never outlasts what the caller is to wait', () => {
    const short = received(three, { ...setup, maxWaitSeconds: 30, ringTimeoutSeconds: 60 });
    expect(after(short, proceed(4)).seconds).toBe(30);
    expect(after(short, proceed(4), rings(6)).seconds).toBe(30);
  });
});

describe('a call of a version that spoke and dialled in one document', () => {
  const old = (fetched: boolean) => ({
    ...play(...[onTwilio, proceed(4), rings(4), timeOut(9)]).call,
    phase: { name: 'ringing', attempt: 2, deadline: at(30), fetched } as const,
  });

  it('goes on: its dial rings until its deadline, and the next one is announced and rung', () => {
    const next = advance(old(true), timeOut(30, 2));
    expect(next.call?.phase).toMatchObject({ name: 'ringing', attempt: 3, fetched: false, sentence: 'due' });
    const { call } = advance(old(false), proceed(10));
    expect(call?.phase).toMatchObject({ name: 'ringing', attempt: 2, fetched: true });
  });
});
