import { toPlainText } from '@ringdown/kernel';
import fc from 'fast-check';
import type { Outgoing } from '../chat-channel.js';
import { chatActionKinds, type ChatMessage } from '../chat-message.js';

/** A message as a finished call makes it; a test names only what it is about. */
export const aMessage = (changes: Partial<ChatMessage> = {}): ChatMessage => ({
  title: 'On-call hotline: call from Mitchell Starc (+14156040016) answered by Priya S.',
  tone: 'good',
  fields: [
    { label: 'Outcome', value: 'Answered' },
    { label: 'Duration', value: '33s' },
  ],
  steps: { heading: 'What happened', lines: ['0:00 Mitchell Starc called', '0:23 Priya S. accepted'] },
  quote: null,
  link: { text: 'Open the call', url: 'https://ringdown.example.com/calls/call_1' },
  actions: [],
  callBack: null,
  at: new Date('2025-07-29T06:24:32.262Z'),
  ...changes,
});

/** The same on its way. */
export const anOutgoing = (changes: Partial<Outgoing> = {}): Outgoing => ({
  id: 'dlv_1',
  message: aMessage(),
  threadId: 'call_1',
  replaces: null,
  threadLine: null,
  triedSince: null,
  ...changes,
});

const text = (maxLength: number) =>
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength }),
    fc.string({ unit: 'binary', maxLength }),
    fc.constantFrom(
      '&<>'.repeat(maxLength),
      '\\[*'.repeat(maxLength),
      '"\\'.repeat(maxLength),
      '{{DATE('.repeat(maxLength),
      ':fire:'.repeat(maxLength),
      '\u202e\u0007'.repeat(maxLength),
      '漢'.repeat(maxLength),
      '👩‍🚒'.repeat(maxLength),
      '',
      ' \n ',
    ),
  );

/** Messages of any size and any characters. */
export const anyMessage: fc.Arbitrary<ChatMessage> = fc.record<Required<ChatMessage>>({
  title: text(800),
  subject: fc.option(text(400)),
  tone: fc.constantFrom('good', 'alarm', 'attention', 'neutral'),
  fields: fc.array(fc.record({ label: text(150), value: text(3000) }), { maxLength: 40 }),
  steps: fc.option(fc.record({ heading: text(200), lines: fc.array(text(1500), { maxLength: 120 }) })),
  quote: fc.option(text(20_000)),
  link: fc.option(fc.record({ text: text(200), url: fc.webUrl({ size: 'medium' }) })),
  actions: fc.array(
    fc.record({
      kind: fc.constantFrom(...chatActionKinds),
      text: text(100),
      about: fc.constantFrom('inc_1', 'call_1'),
      style: fc.constantFrom('primary', 'danger', null),
      confirm: fc.option(text(400)),
      url: fc.option(fc.webUrl({ size: 'medium' })),
    }),
    { maxLength: 12 },
  ),
  callBack: fc.option(fc.record({ text: text(100), number: fc.constantFrom('+14156040016', '+49301234567') })),
  at: fc.date({ noInvalidDate: true, min: new Date('2020-01-01'), max: new Date('2100-01-01') }),
});

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
