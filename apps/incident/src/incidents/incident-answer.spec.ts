import { timelineText } from './incident-answer.js';

describe('timelineText', () => {
  it.each([
    ['note' as const, 'looking', 0, 'looking'],
    ['repeated' as const, '', 1, 'Seen once more'],
    ['repeated' as const, '', 199, 'Seen 199 times more'],
  ])('puts a %s entry %j with %d repeats into words', (type, text, repeats, expected) => {
    expect(timelineText({ type, text, repeats })).toBe(expected);
  });
});
