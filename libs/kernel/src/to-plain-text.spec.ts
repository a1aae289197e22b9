import fc from 'fast-check';
import { toPlainText } from './to-plain-text.js';

const directions = ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'];
const others = ['\u200e', '\u200f', '\u061c', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f'];
const controls = ['\0', '\u0007', '\u001b', '\u007f', '\u0080', '\u009f', '\ufff9', '\ufffb', '\u3164', '\u{e0041}'];

it.each([...directions, ...others, ...controls])('shows nothing of %j', (character) => {
  expect(toPlainText(`invoice${character}gnp.exe`)).toBe('invoicegnp.exe');
  expect(toPlainText(character)).toBe('');
});

it.each(['\v', '\f', '\u0085', '\u2028', '\u2029'])('takes %j for a line break', (character) => {
  expect(toPlainText(`a${character}b`)).toBe('a\nb');
});

it.each([
  ['plain words', 'Disk full on db-1 (94 %), “prod” & <b>'],
  ['tabs and line breaks', 'a\tb\nc\r\nd'],
  ['accents, combined ones too', 'Störung, Sto\u0308rung, Ⅷ, ﬁ'],
  ['Arabic and Hebrew', 'خادم קורס 42'],
  ['Persian with its non-joiner', 'می\u200cخواهم'],
  ['Hindi with a joiner', 'क्\u200dष'],
  ['a chillu at the end of a word', 'അവന്\u200d'],
  ['Han with its variant', '葛\u{e0100}城'],
  ['a family', '👩\u200d👩\u200d👧\u200d👦'],
  ['a fire-fighter with a skin tone', '👩🏽\u200d🚒'],
  ['the rainbow flag', '🏳\ufe0f\u200d🌈'],
  ['an emoji and a text heart', '❤\ufe0f ❤\ufe0e'],
  ['a keycap', '1\ufe0f\u20e3'],
  ['the flag of Scotland', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
  ['regional flags', '🇨🇭🇺🇸'],
])('leaves %s alone', (_what, text) => {
  expect(toPlainText(text)).toBe(text);
});

it.each([
  ['words in tag characters behind a flag', '🏴\u{e0068}\u{e0069}\u{e007f}', '🏴'],
  ['bytes in variation selectors behind an emoji', '😀\ufe0f\ufe01\ufe02\u{e0101}', '😀\ufe0f'],
  ['a joiner between Latin letters', 'ad\u200dmin', 'admin'],
  ['two joiners between Persian letters', 'می\u200c\u200cخ', 'میخ'],
  ['a joiner at the end of an emoji', '🚒\u200d', '🚒'],
])('keeps no %s', (_what, text, shown) => {
  expect(toPlainText(text)).toBe(shown);
});

it('makes half a character visible', () => {
  expect(toPlainText('a\ud83db\udc00c')).toBe('a\ufffdb\ufffdc');
});

const nasty = fc
  .array(
    fc.constantFrom(...directions, ...others, ...controls, 'a', 'ب', 'क', '्', '👩', '🏽', '🏴', '葛', '\ufe0f', '1'),
  )
  .map((characters) => characters.join(''));

it('never lets through what turns the writing direction or controls a terminal, and changes nothing twice', () => {
  fc.assert(
    fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (text) => {
      const shown = toPlainText(text);
      expect(shown).not.toMatch(
        /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\u200b]|(?![\t\n\r])\p{Cc}|\p{Cs}/u,
      );
      expect(toPlainText(shown)).toBe(shown);
    }),
    { numRuns: 2000 },
  );
});
