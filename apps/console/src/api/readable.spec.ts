import { readable } from './readable.js';

it('leaves nothing invisible in a text or a key, however deep, and everything else as it is', () => {
  const answer = {
    items: [{ title: 'invoice\u202egnp.exe', details: { 'k\u200bey': ['\u2066a\u2069', 5, null, true] } }],
    nextCursor: null,
  };
  expect(readable(answer)).toEqual({
    items: [{ title: 'invoicegnp.exe', details: { key: ['a', 5, null, true] } }],
    nextCursor: null,
  });
});

it('keeps emoji whole, and knows what is undefined', () => {
  expect(readable(['👩\u200d🚒', undefined])).toEqual(['👩\u200d🚒', undefined]);
});
