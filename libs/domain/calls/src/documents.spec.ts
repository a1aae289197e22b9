import type { CallCommand } from './commands.js';
import { callerDocument, responderDocument } from './documents.js';
import { aCaller, at, nobody, play, received, someone, details } from './testing/a-call.js';

const three = [someone(0), someone(1), someone(2)];
const nobodyBusy = { busyUserIds: [] };
const proceed = { type: 'proceed', at: at(4), ...nobodyBusy } as const;
const pickUp = { type: 'pick-up', attempt: 1, at: at(10) } as const;
const press = { type: 'press', attempt: 1, digit: '1', at: at(14) } as const;
const end = { type: 'end', duration: null, failed: false, at: at(90) } as const;
const recording = { recordingId: 'RE1', providerUrl: 'https://api.twilio.com/RE1', seconds: 6 };
const endDial = (attempt: number, seconds: number, bridged = false): CallCommand => ({
  type: 'end-dial',
  attempt,
  miss: 'no_answer',
  bridged,
  completed: bridged,
  callerGone: false,
  at: at(seconds),
  ...nobodyBusy,
});
const allMiss = [proceed, endDial(1, 20), endDial(2, 40), endDial(3, 60)];
const forCaller = (...commands: readonly CallCommand[]) => callerDocument(play(...commands).call);
const inItsVoice = (text: string) => ({ text, language: 'en-US', voice: 'Polly.Joanna' });

const firstDial = {
  kind: 'dial',
  attempt: 1,
  number: '+14155550102',
  timeoutSeconds: 30,
  timeLimitSeconds: 14_400,
  screeningSeconds: 17,
  screened: true,
  recorded: true,
};

describe('the caller', () => {
  it.each([
    ['is greeted first', [], { kind: 'greet', say: inItsVoice('Welcome.') }],
    ['is dialled on, with the provider as the backstop', [proceed], firstDial],
    ['hears the same dial again while somebody is asked', [proceed, pickUp], firstDial],
    ['stays in the conversation', [proceed, pickUp, press], { kind: 'stay' }],
    ['is let go after it', [proceed, pickUp, press, endDial(1, 60, true)], { kind: 'hang-up', say: null }],
    ['is asked for a message', allMiss, { kind: 'take-message', say: inItsVoice('Leave a message.') }],
    [
      'is thanked for it',
      [...allMiss, { type: 'take-message', recording, at: at(70) }],
      { kind: 'hang-up', say: inItsVoice('Thank you. Your message has been recorded. Goodbye.') },
    ],
    [
      'is not thanked for none',
      [...allMiss, { type: 'take-message', recording: null, at: at(70) }],
      { kind: 'hang-up', say: null },
    ],
    ['hears nothing more after the end', [proceed, end], { kind: 'hang-up', say: null }],
  ] as const)('%s', (_, commands, document) => {
    expect(forCaller(received(three), ...commands)).toEqual(document);
  });

  it('hears from the second responder on that we are trying, if the line is set so', () => {
    const line = received(three, { progressMessages: true });
    expect(forCaller(line, proceed)).toMatchObject({ kind: 'dial', attempt: 1 });
    expect(forCaller(line, proceed, endDial(1, 20))).toEqual({
      kind: 'progress',
      attempt: 2,
      say: inItsVoice('Still trying to reach someone. Please hold.'),
    });
    const heard = { ...proceed, attempt: 2, at: at(24) };
    expect(forCaller(line, proceed, endDial(1, 20), heard)).toMatchObject({ kind: 'dial', number: '+14155550103' });
    expect(forCaller(received(three), proceed, endDial(1, 20))).toMatchObject({ kind: 'dial', attempt: 2 });
  });

  it('does not hear it before the first who is rung, whoever was skipped', () => {
    const plan = received([nobody(0), someone(1)], { progressMessages: true });
    expect(forCaller(plan, proceed)).toMatchObject({ kind: 'dial', attempt: 2 });
  });

  it('is neither screened nor recorded where the line is not', () => {
    const plain = received(three, { screening: false, recordingEnabled: false });
    expect(forCaller(plain, proceed)).toMatchObject({ screened: false, recorded: false });
  });

  it('hears that no one is on call, also when asking again after the end', () => {
    const none = received([nobody(0)]);
    const goodbye = { kind: 'hang-up', say: inItsVoice('No one is on call.') };
    expect(forCaller(none, proceed)).toEqual(goodbye);
    expect(forCaller(none, proceed, end)).toEqual(goodbye);
  });

  it('gets the same document for the same state, however often it is asked for', () => {
    expect(forCaller(received(three), proceed, proceed, proceed)).toEqual(forCaller(received(three), proceed));
  });
});

describe('a responder', () => {
  const forResponder = (n: number, ...commands: readonly CallCommand[]) =>
    responderDocument(play(received(three), ...commands).call, n);

  it('hears which line, who calls and what to press, in the language of the line', () => {
    expect(forResponder(1, proceed, pickUp)).toEqual({
      kind: 'ask',
      say: [
        { text: 'Call for On-call hotline from ' },
        { text: 'Mitchell Starc' },
        { text: '. Press 1 to accept, or 2 to pass it on.' },
      ],
      like: { language: 'en-US', voice: 'Polly.Joanna' },
      silenceSeconds: 10,
    });
  });

  it.each([
    [{ number: '+14155550199' }, { telephone: '+14155550199' }],
    [{ address: '4155550199' }, { telephone: '4155550199' }],
    [{ address: 'sip:alice@pbx.example.com' }, { text: 'alice' }],
    [{ address: 'client:alice' }, { text: 'alice' }],
    [{}, { text: 'an unknown caller' }],
  ])('hears the number of a stranger, who it is where that is none, and that a caller is unknown', (known, heard) => {
    const first = received(three) as Extract<CallCommand, { type: 'receive' }>;
    const { call } = play({ ...first, details: { ...details(), caller: aCaller(known) } }, proceed, pickUp);
    expect(responderDocument(call, 1)).toMatchObject({ kind: 'ask', say: [{}, heard, {}] });
  });

  it.each([
    ['asked before the pick-up is known', 1, [proceed], 'ask'],
    ['connected after the key', 1, [proceed, pickUp, press], 'connect'],
    ['asked again after a key that means nothing', 1, [proceed, pickUp, { ...press, digit: '5' }], 'ask'],
    ['let go after passing on', 1, [proceed, pickUp, { ...press, digit: '2' }], 'hang-up'],
    ['let go while it is not their turn', 2, [proceed], 'hang-up'],
    ['let go when it was their turn', 1, [proceed, endDial(1, 20)], 'hang-up'],
    ['let go while another one talks', 2, [proceed, pickUp, press], 'hang-up'],
    ['let go after the end', 1, [proceed, pickUp, press, end], 'hang-up'],
    ['let go before anybody is rung', 1, [], 'hang-up'],
    ['let go if they are not in the plan', 9, [proceed], 'hang-up'],
  ] as const)('is %s', (_, n, commands, kind) => {
    expect(forResponder(n, ...commands).kind).toBe(kind);
  });
});
