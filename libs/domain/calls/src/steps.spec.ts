import type { Planned } from './responder.js';
import type { Caller } from './caller.js';
import type { CallEvent } from './events.js';
import type { SkipReason } from './skip-reasons.js';
import { stepsOf } from './steps.js';
import { aCaller, at, details, nobody, play, received, someone } from './testing/a-call.js';

const { call } = play(received([someone(0), someone(1), someone(2)]));
const now = at(30);
type EventWithoutTime = CallEvent extends infer E ? (E extends unknown ? Omit<E, 'at'> : never) : never;
const said = (...events: readonly EventWithoutTime[]): readonly string[] =>
  stepsOf(
    call,
    events.map((event) => ({ ...event, at: now }) as CallEvent),
  ).map(({ text }) => text);

const missed = (miss: 'declined' | 'no_answer' | 'busy' | 'failed', attempt = 1): EventWithoutTime => ({
  type: 'missed',
  attempt,
  miss,
  reason: null,
});
const recording = (seconds: number | null) => ({ recordingId: 'RE1', providerUrl: 'https://x/RE1', seconds });

it.each([
  ['declined', 'Primary Priya S. passed'],
  ['no_answer', 'Primary Priya S. did not answer'],
  ['busy', 'Primary Priya S. was busy'],
  ['failed', 'Primary Priya S. could not be reached'],
] as const)('says how an attempt was missed: %s', (miss, text) => {
  expect(said(missed(miss))).toEqual([text]);
  expect(said(missed(miss), { type: 'rang', attempt: 2, deadline: now, fetched: true })).toEqual([
    `${text} → fallback 1 Sam T.`,
  ]);
  expect(said(missed(miss), { type: 'invited-message', nobodyOnCall: false })).toEqual([
    `${text} → the caller is asked to leave a message`,
  ]);
});

it.each<[SkipReason, string]>([
  ['nobody_on_call', 'Fallback 1 is skipped: nobody is on call'],
  ['no_phone', 'Fallback 1 Sam T. is skipped: has no usable phone number'],
  ['phone_not_allowed', 'Fallback 1 Sam T. is skipped: has a phone number that may not be dialled'],
  ['already_rung', 'Fallback 1 Sam T. is skipped: has the same phone as somebody who is in the ring plan already'],
  ['declined_before', 'Fallback 1 Sam T. is skipped: passed before in this call'],
  ['on_another_call', 'Fallback 1 Sam T. is skipped: is on another call'],
  ['is_the_caller', 'Fallback 1 Sam T. is skipped: is the caller'],
  ['absent', 'Fallback 1 Sam T. is skipped: is absent and nobody stands in'],
])('says why somebody is skipped: %s', (reason, text) => {
  expect(said({ type: 'skipped', attempt: 2, reason })).toEqual([text]);
});

it('says who stands in for whom, whether they are rung or not', () => {
  const lee = { id: 'user_9', name: 'Lee' };
  const skipped = { role: 'fallback1', responder: null, skip: 'no_phone', user: priya, scheduleId: null } as const;
  expect(
    play(
      received([
        { ...someone(0), standsInFor: lee },
        { ...skipped, standsInFor: lee },
      ]),
    ).steps.slice(1),
  ).toEqual([
    'Primary Priya S. stands in for Lee',
    'Fallback 1 Priya S. stands in for Lee',
    'Fallback 1 Priya S. is skipped: has no usable phone number',
  ]);
});

const priya = { id: 'user_1', name: 'Priya S.' };
it('distinguishes a person who is in the plan twice from a phone that two people share', () => {
  const again = { role: 'fallback1', responder: null, skip: 'already_rung', user: priya, scheduleId: null } as const;
  const shared = { ...again, user: { id: 'user_2', name: 'Sam T.' } };
  expect(play(received([someone(0), again])).steps[1]).toBe(
    'Fallback 1 Priya S. is skipped: is in the ring plan already',
  );
  expect(play(received([someone(0), shared])).steps[1]).toBe(
    'Fallback 1 Sam T. is skipped: has the same phone as somebody who is in the ring plan already',
  );
});

it.each([
  ['not_asked', 'Fallback 1 Sam T. was not rung: the provider did not ask whom to ring'],
  ['waited_long_enough', 'Fallback 1 Sam T. was not rung: the caller had waited long enough'],
  ['caller_hung_up', 'The caller hung up before fallback 1 Sam T. was rung'],
] as const)('says why somebody whose turn had come was not rung: %s', (because, text) => {
  expect(said({ type: 'not-rung', attempt: 2, because })).toEqual([text]);
});

it('says a miss for itself when somebody is skipped between it and the next', () => {
  expect(
    said(
      missed('busy'),
      { type: 'skipped', attempt: 2, reason: 'on_another_call' },
      { type: 'rang', attempt: 3, deadline: now, fetched: true },
    ),
  ).toEqual([
    'Primary Priya S. was busy',
    'Fallback 1 Sam T. is skipped: is on another call',
    'Fallback 2 Alex R. rings',
  ]);
});

it('says who is skipped from the start, right after who called', () => {
  const { steps } = play(received([nobody(0), someone(1)]));
  expect(steps).toEqual([
    'Mitchell Starc (+14156040016) called On-call hotline',
    'Primary is skipped: nobody is on call',
  ]);
});

it.each<[EventWithoutTime, string]>([
  [
    { type: 'refused', refusal: 'line_disabled' },
    'The line is switched off → the caller was told that the number is not in use',
  ],
  [{ type: 'refused', refusal: 'caller_blocked' }, 'The caller is blocked → the call was rejected'],
  [{ type: 'found-nobody-on-call' }, 'No one is on call → the caller was told so'],
  [{ type: 'invited-message', nobodyOnCall: false }, 'The caller is asked to leave a message'],
  [{ type: 'message-taken', recording: recording(6), isNews: true }, 'The caller left a message (6 s)'],
  [{ type: 'message-taken', recording: recording(null), isNews: true }, 'The caller left a message'],
  [{ type: 'message-taken', recording: null, isNews: true }, 'The caller left no message'],
  [
    { type: 'recorded', kind: 'conversation', recording: recording(40), isFirst: true },
    'The recording is there (40 s)',
  ],
  [{ type: 'transcribed', text: 'hello' }, 'The transcription of the message is there'],
  [{ type: 'conversation-ended', attempt: 2 }, 'The conversation with Sam T. ended'],
  [{ type: 'ended', outcome: 'missed', duration: 61 }, 'The call ended after 61 s'],
])('says what happened: $type', (event, text) => expect(said(event)).toEqual([text]));

it('says nothing of what only machines need', () => {
  expect(
    said(
      { type: 'redirecting' },
      { type: 'sentence-said', attempt: 1, deadline: now },
      { type: 'screening-failed', attempt: 1 },
      { type: 'dial-fetched', attempt: 1, deadline: now },
      { type: 'ringing-reported', attempt: 1, deadline: now },
      { type: 'redirect-retried', attempt: 1, deadline: now },
      { type: 'redirected' },
      { type: 'found-alive' },
      { type: 'status-unknown' },
      { type: 'caller-left' },
      { type: 'recorded', kind: 'voicemail', recording: recording(6), isFirst: false },
      { type: 'message-taken', recording: recording(6), isNews: false },
      { type: 'bridge-confirmed', attempt: 1 },
    ),
  ).toEqual([]);
});

it('gives each step the instant of what it says', () => {
  const events = [{ ...missed('busy'), at: at(20) } as CallEvent, { type: 'caller-left', at: at(21) } as CallEvent];
  expect(stepsOf(call, events)).toEqual([{ at: at(21), text: 'Primary Priya S. was busy' }]);
});

it('says a pick-up without the key where nothing is to be pressed', () => {
  const unscreened = play(received([someone(0)], { screening: false })).call;
  const pickedUp = { type: 'picked-up', attempt: 1, deadline: null, at: now } as const;
  expect(stepsOf(unscreened, [pickedUp])).toEqual([{ at: now, text: 'Priya S. picked up' }]);
});

it('marks a test call', () => {
  const first = received([someone(0)]);
  const { steps } = play({ ...first, details: { ...details(), test: true } } as typeof first);
  expect(steps).toEqual(['Mitchell Starc (+14156040016) called On-call hotline (test)']);
});

const firstSteps = (known: Partial<Caller>) => {
  const first = received([someone(0)]);
  return play({ ...first, details: { ...details(), caller: aCaller(known) } } as typeof first).steps;
};

it('says what to do about a phone that may not be dialled, where that is known', () => {
  const skipped: Planned = {
    role: 'primary',
    responder: null,
    skip: 'phone_not_allowed',
    detail: 'has a phone number in Guernsey (GG): to dial it, add GG to allowedCountries in the settings',
    user: { id: 'user_1', name: 'Ann G.' },
    scheduleId: null,
  };
  expect(play(received([skipped, someone(1)])).steps).toContain(
    'Primary Ann G. is skipped: has a phone number in Guernsey (GG): to dial it, add GG to allowedCountries in the settings',
  );
});

it('names a caller who is no phone number as sent', () =>
  expect(firstSteps({ address: 'sip:alice@pbx.example.com' })).toEqual([
    'sip:alice@pbx.example.com called On-call hotline',
  ]));

it.each([
  [
    { result: 'failed', attestation: 'C', reported: 'TN-Validation-Failed-C' },
    "The caller's number failed verification by the carriers: it may be forged (STIR/SHAKEN TN-Validation-Failed-C)",
  ],
  [
    { result: 'unverified', attestation: 'B', reported: 'Not Verified' },
    "No carrier vouches for the caller's number (STIR/SHAKEN Not Verified, attestation B)",
  ],
] as const)('says where the carriers doubt the number: %j', (verification, words) =>
  expect(firstSteps({ number: '+14155550101', verification })).toEqual(['+14155550101 called On-call hotline', words]),
);

it('says nothing of a number that the carriers know', () =>
  expect(
    firstSteps({
      number: '+14155550101',
      verification: { result: 'verified', attestation: 'A', reported: 'TN-Validation-Passed-A' },
    }),
  ).toHaveLength(1));
