import { toPlainText } from '@ringdown/kernel';
import fc from 'fast-check';

/** All that some chat program reads as more than its characters. */
const markup = [
  ...['*', '_', '~', '`', '**', '__', '~~', '```', '\\', '\\*', '|', '^', '!', '"', "'"],
  ...['# ', '> ', '- ', '+ ', '* ', '1. ', '1) ', '\n- ', '\r1. ', '\n\n# ', '---', '| a | b |\n|---|---|'],
  ...['[a](https://evil.example)', '![a](b)', '<https://evil.example|Bank>', 'https://evil.example', 'a@evil.example'],
  ...['<!here>', '<!channel>', '<@U1>', '<#C1>', '@here', '#general', '<at>all</at>', '<b>x</b>', '<!date^1^{date}|x>'],
  ...['&', '<', '>', '&amp;', '&lt;', '&nbsp;', '&#42;', ':fire:', ':+1::skin-tone-2:', ':', '::'],
  ...['{{DATE(2025-07-29T06:24:32Z,SHORT)}}', '{{TIME(2025-07-29T06:24:32Z)}}', '{{', '}}', '{{{DATE(', '${x}', '@{x}'],
  ...['\u202e', '\u200b', '\ufeff', '\u2028', '\ud83d'],
  ...['a', 'BUILD_SOURCE_TASK', 'db-1', '🔥', '漢', 'é', ' ', '  '],
];

/** What somebody may type into a title or a name, full of markup. */
export const typedText = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...markup), { maxLength }).map((parts) => parts.join(''));

/** A text as a place of one line shows it: nothing invisible, white space as one blank. */
export const asOneLine = (text: string): string => toPlainText(text).replace(/\s+/g, ' ').trim();
