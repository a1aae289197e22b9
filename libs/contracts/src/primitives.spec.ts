import { name, storable, storableText } from './primitives.js';
import { z } from 'zod';

const notText = ['\u0000', 'a\u0000b', '\ud800', 'a\udc00', '\udc00\ud800'];

it.each(notText)('refuses %j as a text and as a name, saying why', (text) => {
  for (const schema of [storableText, name]) {
    const [issue, ...more] = schema.safeParse(text).error?.issues ?? [];
    expect(more).toEqual([]);
    expect(issue?.message).toMatch(/NUL character.*half characters/);
  }
});

it.each(notText)('refuses %j anywhere within a value', (text) => {
  for (const value of [[text], { a: [{ b: text }] }, { [text]: 1 }]) {
    expect(storable(z.unknown()).safeParse(value).success).toBe(false);
  }
});

it.each(['', '👩‍🚒', 'line\nbreak\t', '\\u0000', '\\ud800', '\u0001\uffff'])('takes %j', (text) => {
  expect(storableText.parse(text)).toBe(text);
  expect(storable(z.unknown()).parse({ [text]: [text, 1, null, true] })).toEqual({ [text]: [text, 1, null, true] });
});

it('refuses what is nested too deeply, however deeply', () => {
  const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  expect(storable(z.unknown()).safeParse(nested(200)).success).toBe(true);
  for (const levels of [201, 5000]) {
    expect(storable(z.unknown()).safeParse(nested(levels)).error?.issues).toMatchObject([
      { message: 'enter a value that is nested at most 200 levels deep' },
    ]);
  }
});
