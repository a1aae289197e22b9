import type { CallCommand } from './commands.js';
import { callerDocument, responderDocument } from './documents.js';
import { at, details, play, received, someone, plivo } from './testing/a-call.js';

const three = [someone(0), someone(1), someone(2)];
const onPlivo: CallCommand = { ...received(three), details: { ...details(), ...plivo } };
const nobodyBusy = { busyUserIds: [] };
const proceed = { type: 'proceed', at: at(4), ...nobodyBusy } as const;
const pickUp = { type: 'pick-up', attempt: 1, at: at(10) } as const;
const pass = (seconds: number, more: Partial<Extract<CallCommand, { type: 'pass' }>> = {}): CallCommand => ({
  type: 'pass',
  attempt: 1,
  at: at(seconds),
  ...nobodyBusy,
  ...more,
});
const bridge = (seconds: number): CallCommand => ({ type: 'bridge', attempt: 1, at: at(seconds) });
const endDial = (seconds: number): CallCommand => ({
  type: 'end-dial',
  attempt: 1,
  miss: 'no_answer',
  bridged: null,
  completed: true,
  callerGone: false,
  at: at(seconds),
  ...nobodyBusy,
});
const results = (...commands: readonly CallCommand[]) => play(...commands).call.attempts.map((a) => a.result);

describe('a pass that the provider reports while it screens by itself', () => {
  it('rings the next one at once, by a redirect', () => {
    const { call, last, steps } = play(onPlivo, proceed, pickUp, pass(14));
    expect(call.attempts.map((a) => a.result)).toEqual(['declined', 'ringing', 'waiting']);
    expect(last.effects).toContainEqual({ type: 'redirect' });
    expect(steps).toContain('Primary Priya S. passed → fallback 1 Sam T.');
    expect(responderDocument(call, 1)).toEqual({ kind: 'hang-up' });
  });

  it('is known also before the pick-up is', () => {
    expect(results(onPlivo, proceed, pass(9))).toEqual(['declined', 'ringing', 'waiting']);
  });

  it('skips who is on another call, and asks for a message after the last one', () => {
    const skipped = play(onPlivo, proceed, pickUp, pass(14, { busyUserIds: ['user_2'] })).call;
    expect(skipped.attempts.map((a) => a.reason)).toEqual([null, 'on_another_call', null]);
    const alone: CallCommand = { ...received([someone(0)]), details: { ...details(), ...plivo } };
    expect(callerDocument(play(alone, proceed, pickUp, pass(14)).call).kind).toBe('take-message');
  });

  it('counts once, and the end of the interrupted dial changes nothing', () => {
    const once = play(onPlivo, proceed, pickUp, pass(14));
    expect(play(onPlivo, proceed, pickUp, pass(14), pass(14.1), endDial(14.3)).call).toEqual(once.call);
  });

  it('does nothing in a conversation, nor for another attempt, nor on a line without screening', () => {
    expect(play(onPlivo, proceed, pickUp, bridge(14), pass(16)).last.events).toEqual([]);
    expect(play(onPlivo, proceed, pickUp, pass(14, { attempt: 2 })).last.events).toEqual([]);
    const plain: CallCommand = { ...received(three), details: { ...details({ screening: false }), ...plivo } };
    expect(play(plain, proceed, pickUp, pass(14)).last.events).toEqual([]);
  });

  it('does nothing once the screening must be over: who is still on the line then talks, though no report came', () => {
    expect(play(onPlivo, proceed, pickUp, pass(33)).last.events).toEqual([]);
    const assumed = { type: 'time-out-screening', attempt: 1, at: at(40), ...nobodyBusy } as const;
    expect(play(onPlivo, proceed, pickUp, assumed, pass(41)).last.events).toEqual([]);
  });

  it('is not undone by a bridge that is reported later', () => {
    expect(results(onPlivo, proceed, pickUp, pass(14), bridge(14.5))).toEqual(['declined', 'ringing', 'waiting']);
  });
});
