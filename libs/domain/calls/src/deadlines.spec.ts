import type { CallCommand } from './commands.js';
import { deadlineOf, longestCallMs } from './deadlines.js';
import { screeningSeconds } from './screening.js';
import { at, nobody, play, received, someone } from './testing/a-call.js';

const three = [someone(0), someone(1), someone(2)];
const nobodyBusy = { busyUserIds: [] };
const proceed = { type: 'proceed', at: at(4), ...nobodyBusy } as const;
const rings = { type: 'report-ringing', attempt: 1, at: at(4) } as const;
const pickUp = { type: 'pick-up', attempt: 1, at: at(10) } as const;
const press = { type: 'press', attempt: 1, digit: '1', at: at(14) } as const;
const end = { type: 'end', duration: 9, failed: false, at: at(60) } as const;
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
const deadlineAfter = (...commands: readonly CallCommand[]) => deadlineOf(play(...commands).call);

const call = received(three);
const unscreened = received(three, { screening: false });
const aMinute = 60;

it.each([
  ['the greeting', [call], { timer: 'end-check', at: at(aMinute) }],
  ['ringing', [call, proceed, rings], { timer: 'ring-timeout', attempt: 1, at: at(29) }],
  ['dialling', [call, proceed], { timer: 'ring-timeout', attempt: 1, at: at(37) }],
  [
    'ringing the next',
    [call, proceed, endDial(1, 20), { ...rings, attempt: 2, at: at(21) }],
    { timer: 'ring-timeout', attempt: 2, at: at(46) },
  ],
  ['a pick-up without screening', [unscreened, proceed, pickUp], { timer: 'end-check', at: at(10 + aMinute) }],
  ['a conversation', [call, proceed, pickUp, press], { timer: 'end-check', at: at(14 + aMinute) }],
  [
    'a message',
    [call, proceed, endDial(1, 20), endDial(2, 40), endDial(3, 60)],
    { timer: 'end-check', at: at(60 + aMinute) },
  ],
  ['the goodbye', [received([nobody(0)]), proceed], { timer: 'end-check', at: at(4 + 15) }],
  [
    'the goodbye after a conversation',
    [call, proceed, pickUp, press, endDial(1, 50, true)],
    { timer: 'end-check', at: at(50 + 15) },
  ],
  ['the end', [call, proceed, end], null],
] as const)('looks at a call in time: %s', (_, commands, deadline) => {
  expect(deadlineAfter(...commands)).toEqual(deadline);
});

it('lets the prompt be said and ten seconds pass before a screening is over', () => {
  const { call: screened } = play(call, proceed, pickUp);
  const deadline = deadlineOf(screened);
  expect(deadline).toMatchObject({ timer: 'screening-timeout', attempt: 1 });
  const seconds = ((deadline?.at ?? 0) - at(10)) / 1000;
  expect(seconds).toBeGreaterThan(screeningSeconds(screened));
  expect(screeningSeconds(screened)).toBeGreaterThan(10);
});

it('puts the check off each time the provider says that the call lives', () => {
  const alive = { type: 'confirm-alive', at: at(80) } as const;
  expect(deadlineAfter(call, proceed, pickUp, press, alive)).toEqual({ timer: 'end-check', at: at(80 + aMinute) });
});

it('puts it off as well where nobody can say, which is no sign of life', () => {
  const played = play(call, proceed, pickUp, press, { type: 'report-unknown-status', at: at(80) });
  expect(deadlineOf(played.call)).toEqual({ timer: 'end-check', at: at(80 + aMinute) });
  expect(played.call.lastSignAt).toBe(at(14));
});

it('never rings past the time that the caller is to wait', () => {
  expect(deadlineAfter(received(three, { maxWaitSeconds: 12 }), proceed)).toMatchObject({ at: at(12) });
});

it('takes four hours for the longest call', () => expect(longestCallMs).toBe(4 * 3600 * 1000));
