import { actionWords, resourceWords } from './audit-words.js';

it('says what was done, and how often where many tries are one entry', () => {
  expect(actionWords({ action: 'created', after: { name: 'Backend Team' } })).toBe('created');
  expect(actionWords({ action: 'deleted', after: null })).toBe('deleted');
  expect(actionWords({ action: 'sign-in failed', after: { tries: 1 } })).toBe('sign-in failed');
  expect(actionWords({ action: 'sign-in failed', after: { tries: 12 } })).toBe('sign-in failed, 12 times');
});

it('names what it was done to', () => {
  expect(resourceWords({ kind: 'provider-account', id: 'acct_1', name: 'Twilio' })).toBe('provider account Twilio');
});
