import fc from 'fast-check';
import { mergePatch } from './merge-patch.js';

it.each([
  ['a field alone', { a: 1, b: 2 }, { b: 3 }, { a: 1, b: 3 }],
  ['a field inside an object', { o: { a: 1, b: 2 } }, { o: { b: 3 } }, { o: { a: 1, b: 3 } }],
  ['a list as a whole', { l: [1, 2, 3] }, { l: [4] }, { l: [4] }],
  ['a null as a value', { o: { a: 1 } }, { o: null }, { o: null }],
  [
    'another type as another resource',
    { o: { type: 'text', text: 'x' } },
    { o: { type: 'audio', audioId: 'y' } },
    { o: { type: 'audio', audioId: 'y' } },
  ],
  [
    'a field of the same type as a part',
    { o: { type: 'text', text: 'x', voice: 'v' } },
    { o: { type: 'text', text: 'y' } },
    { o: { type: 'text', text: 'y', voice: 'v' } },
  ],
])('takes %s', (_, before, patch, after) => {
  expect(mergePatch(before, patch)).toEqual(after);
});

it('changes nothing of what it was given, and nothing at all for an empty patch', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
      (before, patch) => {
        const copy = JSON.stringify([before, patch]);
        mergePatch(before, patch);
        expect(JSON.stringify([before, patch])).toBe(copy);
        expect(mergePatch(before, {})).toEqual(before);
      },
    ),
  );
});
