import { instantMeans, occasionInWords, stateLook } from './notification-words.js';

describe('stateLook', () => {
  it.each([
    ['sms', 'sent', 'Sent'],
    ['email', 'delivered', 'Arrived'],
    ['voice', 'sent', 'Calling'],
    ['voice', 'delivered', 'Called'],
    ['voice', 'answered', 'Answered'],
    ['voice', 'failed', 'Failed'],
    ['push', 'cancelled', 'No longer needed'],
  ] as const)('calls %s that is %s: %s', (type, state, label) => expect(stateLook({ type, state }).label).toBe(label));
});

describe('occasionInWords', () => {
  it('names the step', () => expect(occasionInWords({ step: 2, type: 'sms' })).toBe('Step 2 · SMS'));
  it('names the end', () => expect(occasionInWords({ step: null, type: 'email' })).toBe('Resolved · E-mail'));
});

describe('instantMeans', () => {
  const now = new Date('2026-01-05T03:00:00Z');
  const before = '2026-01-05T02:59:00.000Z';
  const after = '2026-01-05T03:05:00.000Z';
  it.each([
    ['waiting', after, 'comes at'],
    ['waiting', before, 'due since'],
    ['sent', before, 'at'],
    ['failed', before, 'at'],
    ['failed', after, 'was to come at'],
    ['cancelled', before, 'was to come at'],
  ] as const)('of one that is %s at %s: %s', (state, at, words) =>
    expect(instantMeans({ state, at }, now)).toBe(words),
  );
});
