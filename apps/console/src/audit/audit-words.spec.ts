import { deedWords, thingWords } from './audit-words.js';

it('says what was done, and how often where many tries are one entry', () => {
  expect(deedWords({ action: 'created', after: { name: 'Backend Team' } })).toBe('created');
  expect(deedWords({ action: 'deleted', after: null })).toBe('deleted');
  expect(deedWords({ action: 'sign-in failed', after: { tries: 1 } })).toBe('sign-in failed');
  expect(deedWords({ action: 'sign-in failed', after: { tries: 12 } })).toBe('sign-in failed, 12 times');
});

it('names what it was done to', () => {
  expect(thingWords({ kind: 'provider-account', id: 'acct_1', name: 'Twilio' })).toBe('provider account Twilio');
});
