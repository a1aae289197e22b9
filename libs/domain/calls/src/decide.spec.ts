import { callerDocument, responderDocument } from './documents.js';
import type { Refusal } from './call.js';
import type { CallCommand } from './commands.js';
import { at, nobody, play, received, someone } from './testing/a-call.js';

const proceed = (seconds: number, busyUserIds: string[] = []): CallCommand => ({
  type: 'proceed',
  at: at(seconds),
  busyUserIds,
});
const rings = (attempt: number, seconds: number): CallCommand => ({
  type: 'report-ringing',
  attempt,
  at: at(seconds),
});
const pickUp = (attempt: number, seconds: number): CallCommand => ({ type: 'pick-up', attempt, at: at(seconds) });
const press = (attempt: number, digit: string, seconds: number): CallCommand => ({
  type: 'press',
  attempt,
  digit,
  at: at(seconds),
});
const endDial = (
  attempt: number,
  seconds: number,
  more: Partial<Extract<CallCommand, { type: 'end-dial' }>> = {},
): CallCommand => ({
  type: 'end-dial',
  attempt,
  miss: 'no_answer',
  bridged: false,
  completed: false,
  callerGone: false,
  busyUserIds: [],
  at: at(seconds),
  ...more,
});
const ringTimeout = (attempt: number, seconds: number): CallCommand => ({
  type: 'time-out-ring',
  attempt,
  at: at(seconds),
  busyUserIds: [],
});
const screeningTimeout = (attempt: number, seconds: number): CallCommand => ({
  type: 'time-out-screening',
  attempt,
  at: at(seconds),
  busyUserIds: [],
});
const end = (seconds: number, duration: number | null = null): CallCommand => ({
  type: 'end',
  at: at(seconds),
  duration,
  failed: false,
});

const three = [someone(0), someone(1), someone(2)];
const results = (...commands: CallCommand[]) => play(...commands).call.attempts.map((a) => a.result);

describe('a call that is answered', () => {
  it('connects the primary who presses 1, and logs who answered', () => {
    const { call, steps } = play(
      received(three),
      proceed(4),
      pickUp(1, 10),
      press(1, '1', 14),
      endDial(1, 60, { bridged: true, callerGone: true }),
      end(61, 61),
    );
    expect(call.outcome).toBe('answered');
    expect(call.answeredAt).toBe(at(14));
    expect(call.phase).toEqual({ name: 'ended', at: at(61), duration: 61 });
    expect(steps).toEqual([
      'Mitchell Starc (+14156040016) called On-call hotline',
      'Primary Priya S. rings',
      'Priya S. picked up and is asked to press 1',
      'Priya S. accepted the call',
      'The conversation with Priya S. ended',
      'The call ended after 61 s',
    ]);
  });

  it('counts a bridge as accepted where the key press was lost', () => {
    const { call } = play(received(three), proceed(4), pickUp(1, 10), endDial(1, 60, { bridged: true }), end(61));
    expect(call).toMatchObject({ outcome: 'answered', answeredAt: at(10) });
  });

  it('connects whoever picks up where screening is off, once the provider says that it bridged', () => {
    const commands = [received(three, { screening: false }), proceed(4), pickUp(1, 10)];
    expect(responderDocument(play(...commands).call, 1).kind).toBe('connect');
    expect(play(...commands, press(1, '1', 11)).call.answeredAt).toBeNull();
    const unsaid = endDial(1, 60, { bridged: null, completed: true });
    expect(play(...commands, unsaid, end(61)).call).toMatchObject({ outcome: 'answered', answeredAt: at(10) });
    expect(play(...commands, endDial(1, 60, { bridged: true }), end(61)).call).toMatchObject({
      outcome: 'answered',
      answeredAt: at(10),
    });
  });
});

describe('moving on', () => {
  it.each(['no_answer', 'busy', 'failed'] as const)('goes to the fallback on %s', (miss) => {
    const { call, last } = play(received(three), proceed(4), endDial(1, 20, { miss }));
    expect(call.phase).toMatchObject({ name: 'ringing', attempt: 2 });
    expect(call.attempts[0]?.result).toBe(miss);
    expect(last.effects.map((e) => e.type)).toEqual(['arm']);
  });

  it('says it in one line of the log', () => {
    expect(play(received(three), proceed(4), endDial(1, 30)).steps.at(-1)).toBe(
      'Primary Priya S. did not answer → fallback 1 Sam T.',
    );
  });

  it.each([{ bridged: false }, { bridged: null }] as const)(
    'does not take a voicemail box for an answer (bridged: $bridged)',
    (more) => {
      const { call } = play(received(three), proceed(4), pickUp(1, 10), endDial(1, 24, more));
      expect(call.phase).toMatchObject({ name: 'ringing', attempt: 2 });
      expect(call.answeredAt).toBeNull();
    },
  );

  it('passes on with 2: the leg is hung up at once and the next one rings when the dial ends', () => {
    const passed = [received(three), proceed(4), pickUp(1, 10), press(1, '2', 12)];
    expect(responderDocument(play(...passed).call, 1)).toEqual({ kind: 'hang-up' });
    expect(results(...passed, endDial(1, 13))).toEqual(['declined', 'ringing', 'waiting']);
    expect(play(...passed, endDial(1, 13)).call.attempts[0]?.result).toBe('declined');
  });

  it('redirects the live call when our ring timer fires, and not a moment before', () => {
    expect(play(received(three), proceed(4), rings(1, 4), ringTimeout(1, 28)).last.events).toEqual([]);
    const { call, last } = play(received(three), proceed(4), rings(1, 4), ringTimeout(1, 29));
    expect(call.phase).toMatchObject({ name: 'ringing', attempt: 2 });
    expect(last.effects).toContainEqual({ type: 'redirect' });
  });

  it('stops the ring timer at the pick-up and waits out the prompt and ten seconds of silence', () => {
    const screened = [received(three), proceed(4), rings(1, 4), pickUp(1, 20)];
    expect(play(...screened, ringTimeout(1, 29)).last.events).toEqual([]);
    const { phase } = play(...screened).call;
    expect(phase).toMatchObject({ name: 'screening', attempt: 1 });
    expect(phase.name === 'screening' && phase.deadline).toBeGreaterThan(at(30));
    expect(play(...screened, screeningTimeout(1, 60)).call.phase).toMatchObject({ name: 'ringing', attempt: 2 });
  });

  it('takes the end of a dial that our redirect interrupted for what it is', () => {
    const redirected = [received(three), proceed(4), rings(1, 4), ringTimeout(1, 29)];
    const stale = [...redirected, endDial(1, 29.2), endDial(2, 29.4)];
    expect(play(...stale).call.phase).toMatchObject({ name: 'ringing', attempt: 2 });
    expect(play(...stale, proceed(29.6), endDial(2, 40, { miss: 'busy' })).call.phase).toMatchObject({
      name: 'ringing',
      attempt: 3,
    });
  });

  it('does not connect a responder who presses 1 after we went on', () => {
    const { call } = play(received(three), proceed(4), pickUp(1, 28), screeningTimeout(1, 60), press(1, '1', 60.2));
    expect(call.answeredAt).toBeNull();
    expect(responderDocument(call, 1)).toEqual({ kind: 'hang-up' });
  });

  it('finds someone else when the accepted leg was never bridged and the caller is still there', () => {
    const { call, steps } = play(
      received(three),
      proceed(4),
      pickUp(1, 8),
      press(1, '1', 10),
      endDial(1, 11, { bridged: false }),
    );
    expect(call).toMatchObject({ answeredAt: null, phase: { name: 'ringing', attempt: 2 } });
    expect(steps.at(-1)).toBe('Primary Priya S. accepted but could not be connected → fallback 1 Sam T.');
  });
});

describe('a redirect that the provider does not carry out', () => {
  const lost = [received(three), proceed(4), rings(1, 4), ringTimeout(1, 29)];

  it('leaves the next one their whole ring time, from the moment the provider asks for their dial', () => {
    const backstop = [...lost, { type: 'abandon-redirect', at: at(31) } as const, endDial(1, 39)];
    expect(play(...backstop).call.phase).toMatchObject({
      name: 'ringing',
      attempt: 2,
      fetched: true,
    });
    expect(play(...backstop, rings(2, 41)).call.phase).toMatchObject({ deadline: at(66) });
    expect(play(...backstop, rings(2, 41), ringTimeout(2, 65)).last.events).toEqual([]);
    expect(play(...backstop, endDial(2, 50, { miss: 'busy' })).call.phase).toMatchObject({ attempt: 3 });
  });

  it('is tried again, and nobody counts as rung who was not', () => {
    const { call, last } = play(...lost, ringTimeout(2, 44));
    expect(call.phase).toMatchObject({ name: 'ringing', attempt: 2, fetched: false });
    expect(call.attempts.map((a) => a.result)).toEqual(['no_answer', 'ringing', 'waiting']);
    expect(last.effects).toContainEqual({ type: 'redirect' });
  });

  it('gives way to the voicemail when the caller has waited long enough', () => {
    expect(play(...lost, ringTimeout(2, 181)).call.phase.name).toBe('taking-message');
  });
});

describe('nobody answers', () => {
  const allMiss = [received(three), proceed(4), endDial(1, 30), endDial(2, 55), endDial(3, 80)];

  it('asks for a message, takes it, and is a missed call', () => {
    const recording = { recordingId: 'RE1', providerUrl: 'https://api.twilio.com/RE1', seconds: 6 };
    expect(callerDocument(play(...allMiss).call)).toMatchObject({
      kind: 'take-message',
      say: { text: 'Leave a message.' },
    });
    const { call, steps } = play(...allMiss, { type: 'take-message', recording, at: at(95) }, end(96, 96));
    expect(call).toMatchObject({ outcome: 'missed', voicemail: { recordingId: 'RE1', seconds: 6 } });
    expect(steps).toContain('Fallback 2 Alex R. did not answer → the caller is asked to leave a message');
    expect(steps).toContain('The caller left a message (6 s)');
  });

  it('keeps the message also when the end of the call was reported before it', () => {
    const recording = { recordingId: 'RE1', providerUrl: 'https://api.twilio.com/RE1', seconds: 6 };
    const { call } = play(...allMiss, end(95), { type: 'take-message', recording, at: at(96) });
    expect(call.voicemail?.recordingId).toBe('RE1');
    expect(call.outcome).toBe('missed');
  });

  it('stops ringing when the caller has waited long enough', () => {
    const { call } = play(received(three, { maxWaitSeconds: 30 }), proceed(4), rings(1, 4), ringTimeout(1, 30));
    expect(call.phase.name).toBe('taking-message');
    expect(results(received(three, { maxWaitSeconds: 30 }), proceed(4), rings(1, 4), ringTimeout(1, 30))).toEqual([
      'no_answer',
      'waiting',
      'waiting',
    ]);
  });

  it('is missed when the caller hangs up while it rings, and the log says at whom', () => {
    const { call, steps } = play(received(three), proceed(4), end(9, 9));
    expect(call).toMatchObject({
      outcome: 'missed',
      attempts: [{ result: 'no_answer', reason: 'caller_hung_up' }, {}, {}],
    });
    expect(steps.at(-2)).toBe('The caller hung up while primary Priya S. was ringing');
  });
});

it('waits for the end to be reported when the dial says that the caller is gone', () => {
  const left = [received(three), proceed(4), endDial(1, 9, { callerGone: true })];
  expect(play(...left).call).toMatchObject({
    phase: { name: 'hanging-up' },
    attempts: [{ reason: 'caller_hung_up' }, {}, {}],
  });
  expect(play(...left, end(10, 9)).call.outcome).toBe('missed');
});

describe('nobody on call', () => {
  const none = [nobody(0), nobody(1), nobody(2)];

  it('says so and hangs up', () => {
    const { call } = play(received(none), proceed(4));
    expect(callerDocument(call)).toMatchObject({ kind: 'hang-up', say: { text: 'No one is on call.' } });
    expect(play(received(none), proceed(4), end(9)).call.outcome).toBe('no_one_on_call');
  });

  it('takes a message where the line is set so', () => {
    const { call } = play(received(none, { takeMessageWhenNoOneOnCall: true }), proceed(4));
    expect(callerDocument(call)).toMatchObject({ kind: 'take-message', say: { text: 'No one is on call.' } });
  });

  it('skips a gap and rings the fallback', () => {
    const { call, steps } = play(received([nobody(0), someone(1)]), proceed(4));
    expect(call.phase).toMatchObject({ name: 'ringing', attempt: 2 });
    expect(steps).toContain('Primary is skipped: nobody is on call');
  });

  it('skips who talks on another routed call', () => {
    const { call } = play(received(three), proceed(4, ['user_1']));
    expect(call.attempts.map((a) => [a.result, a.reason])).toEqual([
      ['skipped', 'on_another_call'],
      ['ringing', null],
      ['waiting', null],
    ]);
  });
});

it('refuses a disabled line, a blocked caller and a withheld number before anyone is rung', () => {
  const refused = (refusal: Refusal) => play(received(three, {}, { kind: 'refuse', refusal }), proceed(1)).call;
  expect(callerDocument(refused('line_disabled'))).toMatchObject({
    kind: 'hang-up',
    say: { text: 'This number is not in use at the moment.' },
  });
  expect(callerDocument(refused('caller_blocked'))).toEqual({ kind: 'reject' });
  expect(callerDocument(refused('caller_withheld'))).toEqual({ kind: 'reject' });
});

it('takes each report once, however often it comes', () => {
  const commands = [
    received(three),
    proceed(4),
    pickUp(1, 10),
    press(1, '1', 14),
    endDial(1, 60, { bridged: true }),
    end(61, 61),
  ];
  const twice = play(...commands.flatMap((c) => [c, c]));
  expect(twice.events).toEqual(play(...commands).events);
});

it('attaches recordings that are reported after the end', () => {
  const recording = { recordingId: 'RE9', providerUrl: 'https://x/RE9', seconds: 40 };
  const { call } = play(received(three), proceed(4), end(9), {
    type: 'attach-recording',
    kind: 'conversation',
    recording,
    at: at(300),
  });
  expect(call.recording).toEqual(recording);
  expect(call.phase.name).toBe('ended');
});
