import fc from 'fast-check';
import type { Fields } from '../port/reports.js';

/** What means something in a URL, a form or a list of signatures, and what is easily lost on the way. */
const significant = ['?', '&', '=', '#', '+', ',', ';', '/', '\\', '.', ':', '%', '@', '\t', '\n', ' ', '0', 'H'];
const anyCharacter = fc.oneof(
  fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }),
  fc.constantFrom(...significant),
);

/** Another character by one bit, such as the other case of a letter. */
const flipped = (character: string, bit: number): string => String.fromCharCode(character.charCodeAt(0) ^ (1 << bit));

/** The text with one character taken out, put in, exchanged, or changed by a bit: always another text. */
export const changed = (text: string): fc.Arbitrary<string> =>
  fc
    .record({
      at: fc.nat({ max: text.length }),
      how: fc.constantFrom('in', 'out', 'exchange', 'flip'),
      by: anyCharacter,
      bit: fc.nat({ max: 6 }),
    })
    .map(({ at, how, by, bit }) => {
      const old = text.slice(at, at + 1);
      const put = { in: by + old, out: '', exchange: by, flip: old && flipped(old, bit) };
      return text.slice(0, at) + put[how] + text.slice(at + 1);
    })
    .filter((other) => other !== text);

export const firstOf = (value: Fields[string]): string => (typeof value === 'string' ? value : (value?.[0] ?? ''));

/** One field changed, left out, added, renamed or repeated with another value. */
const changesOf = (fields: Fields, name: string): fc.Arbitrary<Fields>[] => {
  const { [name]: value, ...others } = fields;
  return [
    changed(firstOf(value)).map((other) => ({ ...fields, [name]: other })),
    changed(firstOf(value)).map((other) => ({ ...fields, [name]: [firstOf(value), other] })),
    changed(name)
      .filter((other) => !(other in fields))
      .map((other) => ({ ...others, [other]: value })),
    fc.constant(others),
    fc.stringMatching(/^Added[A-Z]{1,5}$/).map((added) => ({ ...fields, [added]: '' })),
  ];
};

export const changedFields = (fields: Fields): fc.Arbitrary<Fields> =>
  fc.oneof(...Object.keys(fields).flatMap((name) => changesOf(fields, name)));
