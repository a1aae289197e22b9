import { type CallDetails, type Planned, unknownCaller } from '@ringdown/domain-calls';
import type { Utterance } from '@ringdown/telephony';
import { fallbackScript } from './fallback-script.js';

const spoken = (text: string) => ({ text, language: 'en-US', voice: 'Polly.Joanna' });
const setup: CallDetails['setup'] = {
  ringTimeoutSeconds: 25,
  maxWaitSeconds: 180,
  screening: false,
  recordingEnabled: true,
  takeMessageWhenNoOneOnCall: true,
  progressMessages: true,
  messages: { welcome: spoken('Welcome.'), noOneOnCall: spoken('No one.'), noAnswer: spoken('Leave a message.') },
};
const details = (change: Partial<CallDetails['setup']> = {}): CallDetails => ({
  id: 'fallback',
  lineId: 'line_1',
  lineName: 'Hotline',
  lineNumber: '+12245550123',
  provider: 'twilio',
  capabilities: { screensByItself: false, reportsRinging: true },
  providerCallId: 'fallback',
  providerAccountId: 'acct_1',
  caller: unknownCaller,
  calledAt: 0,
  test: false,
  setup: { ...setup, ...change },
});
const rings = (n: 1 | 2 | 3): Planned => ({
  role: (['primary', 'fallback1', 'fallback2'] as const)[n - 1] ?? 'primary',
  responder: { userId: `user_${n}`, userName: 'Kim', phone: `+1415555010${n}`, scheduleId: null, scheduleName: null },
  skip: null,
});
const skipped = (skip: 'no_phone' | 'nobody_on_call'): Planned => ({
  role: 'primary',
  responder: null,
  skip,
  user: null,
  scheduleId: null,
});
const ring = { kind: 'ring' } as const;
const script = (plan: readonly Planned[], change?: Partial<CallDetails['setup']>) =>
  fallbackScript(details(change), plan, ring);
const words = (said: Utterance): string =>
  'parts' in said ? said.parts.map((part) => ('text' in part ? part.text : part.telephone)).join('') : said.audioUrl;
const outline = ({ steps }: ReturnType<typeof fallbackScript>) =>
  steps.map(({ name, says, then }) => [
    name,
    says.map(words).join(' '),
    then.kind === 'ring' ? `${then.number} ${then.seconds} s` : then.kind,
  ]);
const progress = 'Still trying to reach someone. Please hold.';

it('rings the primary, then the fallbacks, then takes a message', () => {
  expect(outline(script([rings(1), rings(2), rings(3)]))).toEqual([
    ['start', 'Welcome.', '+14155550101 25 s'],
    ['after-1', progress, '+14155550102 25 s'],
    ['after-2', progress, '+14155550103 25 s'],
    ['after-3', 'Leave a message.', 'record'],
    ['recorded', 'Thank you. Your message has been recorded. Goodbye.', 'hang-up'],
  ]);
});

it('asks everybody for a key, also on a line without screening', () => {
  expect(script([rings(1)], { screening: false }).ask).toMatchObject({
    say: {
      parts: [
        { text: 'Call for Hotline from ' },
        { text: 'an unknown caller' },
        { text: expect.stringMatching('Press 1') },
      ],
    },
  });
});

it('leaves out who is not to be rung', () => {
  expect(outline(script([skipped('no_phone'), rings(2)])).map(([name, , then]) => [name, then])).toEqual([
    ['start', '+14155550102 25 s'],
    ['after-2', 'record'],
    ['recorded', 'hang-up'],
  ]);
});

it('rings nobody for longer than a caller may wait', () => {
  const steps = outline(script([rings(1), rings(2), rings(3)], { maxWaitSeconds: 35, progressMessages: false }));
  expect(steps.map(([name, , then]) => [name, then])).toEqual([
    ['start', '+14155550101 25 s'],
    ['after-1', '+14155550102 10 s'],
    ['after-2', 'record'],
    ['recorded', 'hang-up'],
  ]);
});

it('says that nobody is on call, and takes a message only where the line does', () => {
  expect(outline(script([skipped('nobody_on_call')]))[0]).toEqual(['start', 'Welcome. No one.', 'record']);
  const silent = script([skipped('nobody_on_call')], { takeMessageWhenNoOneOnCall: false });
  expect(outline(silent)).toEqual([['start', 'Welcome. No one.', 'hang-up']]);
  expect(silent.ask).toBeNull();
});

it('says that a line is not in use', () => {
  const refused = fallbackScript(details(), [rings(1)], { kind: 'refuse', refusal: 'line_disabled' });
  expect(outline(refused)).toEqual([['start', 'This number is not in use at the moment.', 'hang-up']]);
});

it('is the same whenever it is written', () => {
  expect(script([rings(1), rings(2)])).toEqual(script([rings(1), rings(2)]));
});
