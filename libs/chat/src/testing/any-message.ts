import fc from 'fast-check';
import type { ChatMessage } from '../chat-message.js';

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
export const anyMessage: fc.Arbitrary<ChatMessage> = fc.record({
  title: text(800),
  tone: fc.constantFrom('good', 'alarm', 'attention', 'neutral'),
  facts: fc.array(fc.record({ label: text(150), value: text(3000) }), { maxLength: 40 }),
  steps: fc.option(fc.record({ heading: text(200), lines: fc.array(text(1500), { maxLength: 120 }) })),
  quote: fc.option(text(20_000)),
  link: fc.option(fc.record({ text: text(200), url: fc.webUrl({ size: 'medium' }) })),
  at: fc.date({ noInvalidDate: true, min: new Date('2020-01-01'), max: new Date('2100-01-01') }),
});
