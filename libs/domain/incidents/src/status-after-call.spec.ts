import { type CallOver, statusAfterCall } from './status-after-call.js';

const over = (change: Partial<CallOver>): CallOver => ({
  status: 'triggered',
  outcome: 'answered',
  wasAnswered: false,
  isAcknowledgedByAnswer: false,
  ...change,
});
const byAnswer = { status: 'acknowledged', wasAnswered: true, isAcknowledgedByAnswer: true } as const;
const byHand = { status: 'acknowledged', wasAnswered: true } as const;

it.each([
  ['an answer that is told only now acknowledges', over({}), 'acknowledge'],
  ['an answer that was told has acknowledged', over(byAnswer), null],
  ['who reopened it after the answer wants it open', over({ wasAnswered: true }), null],
  ['a resolved one stays resolved', over({ status: 'resolved' }), null],
  ['a missed call leaves it open', over({ outcome: 'missed' }), null],
  ['who was never connected has acknowledged nothing', over({ ...byAnswer, outcome: 'missed' }), 'reopen'],
  ['the same of a failed call', over({ ...byAnswer, outcome: 'failed' }), 'reopen'],
  ['who acknowledged by hand stands by it', over({ ...byHand, outcome: 'missed' }), null],
  ['a resolved one is not reopened', over({ ...byAnswer, status: 'resolved', outcome: 'missed' }), null],
  ['a rejected call was nothing', over({ outcome: 'rejected' }), 'resolve'],
  ['also when somebody looked at it', over({ ...byHand, outcome: 'rejected' }), 'resolve'],
  ['which is so once', over({ status: 'resolved', outcome: 'rejected' }), null],
] as const)('%s', (_, call, verb) => expect(statusAfterCall(call)).toBe(verb));
