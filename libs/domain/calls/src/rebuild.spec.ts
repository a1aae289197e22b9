import { advance } from './advance.js';
import { rebuild } from './rebuild.js';
import { at, details, nobody, someone, t0 } from './testing/a-call.js';

const plan = [someone(0), someone(1)];
const results = (call: ReturnType<typeof rebuild>) => call.attempts.map((a) => a.result);
const endDial = (attempt: number) =>
  ({
    type: 'end-dial',
    attempt,
    miss: 'no_answer',
    bridged: false,
    completed: false,
    callerGone: false,
    busyUserIds: [],
    at: at(3),
  }) as const;

describe('rebuild', () => {
  it('begins with the greeting where the address names no attempt', () => {
    const call = rebuild(details(), plan, { kind: 'greeting' });
    expect(call.phase).toEqual({ name: 'greeting' });
    expect(results(call)).toEqual(['waiting', 'waiting']);
  });

  it('rings the attempt that the address names; those before are missed', () => {
    const call = rebuild(details(), plan, { kind: 'attempt', attempt: 2 });
    expect(call.phase).toEqual({ name: 'ringing', attempt: 2, deadline: t0 + 33_000, fetched: true });
    expect(results(call)).toEqual(['no_answer', 'ringing']);
  });

  it('decides what comes as usual', () => {
    const first = rebuild(details(), plan, { kind: 'attempt', attempt: 1 });
    expect(advance(first, endDial(1)).call?.phase).toMatchObject({ name: 'ringing', attempt: 2 });
    expect(advance(first, { type: 'press', attempt: 1, digit: '1', at: at(3) }).call?.phase.name).toBe('connected');
    const last = rebuild(details(), plan, { kind: 'attempt', attempt: 2 });
    expect(advance(last, endDial(2)).call?.phase.name).toBe('taking-message');
  });

  it('keeps who was skipped skipped, unless they are known to have been rung', () => {
    const changed = [nobody(0), someone(1)];
    expect(results(rebuild(details(), changed, { kind: 'attempt', attempt: 2 }))).toEqual(['skipped', 'ringing']);
    expect(results(rebuild(details(), changed, { kind: 'attempt', attempt: 1 }))).toEqual(['ringing', 'waiting']);
  });

  it('goes on where the line has fewer targets by now', () => {
    const call = rebuild(details(), plan, { kind: 'attempt', attempt: 3 });
    expect(results(call)).toEqual(['no_answer', 'no_answer', 'ringing']);
    expect(advance(call, endDial(3)).call?.phase.name).toBe('taking-message');
  });

  it('takes the message that the caller is leaving', () => {
    const call = rebuild(details(), plan, { kind: 'message' });
    const recording = { recordingId: 'RE1', providerUrl: 'https://api.twilio.com/RE1', seconds: 6 };
    expect(results(call)).toEqual(['no_answer', 'no_answer']);
    expect(advance(call, { type: 'take-message', recording, at: at(9) }).call?.voicemail).toEqual(recording);
  });
});
