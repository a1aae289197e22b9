import { callEndWords } from './call-end-words.js';

it.each([
  ['answered', 'Priya S.', 'The call ended after 33 s: Priya S. answered'],
  ['answered', null, 'The call ended after 33 s: it was answered'],
  ['missed', null, 'The call ended after 33 s: nobody answered'],
  ['no_one_on_call', null, 'The call ended after 33 s: no one was on call'],
  ['rejected', null, 'The call ended after 33 s: it was rejected'],
  ['failed', null, 'The call ended after 33 s: it failed'],
] as const)('tells the end of a call that was %s (%s)', (outcome, receiverName, words) => {
  expect(callEndWords({ outcome, duration: 33, receiverName })).toBe(words);
});
