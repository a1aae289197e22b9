import fc from 'fast-check';
import { ephemeralMessage } from './slack-answer.js';

interface Element {
  readonly type: string;
  readonly text?: string;
  readonly url?: string;
  readonly elements?: readonly Element[];
}
const leaves = (elements: readonly Element[]): Element[] =>
  elements.flatMap((element) => (element.elements ? leaves(element.elements) : [element]));

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6000 }),
  fc.constantFrom('<!here>', '<@U1>', '<https://evil.example|ours>', ':fire:', '*a* _b_', 'a\nb', ''),
);

it('makes no mention and no link of what somebody typed, and stays within what Slack takes', () => {
  fc.assert(
    fc.property(fc.array(fc.array(hostile, { maxLength: 4 }), { maxLength: 40 }), hostile, (lines, quote) => {
      const message = ephemeralMessage({ lines, quote });
      expect(message.text.length).toBeLessThanOrEqual(3000);
      expect(message.text).not.toMatch(/[<>]/);
      expect(message.text).not.toBe('');
      const all = leaves(message.blocks as unknown as Element[]);
      for (const { type, text } of all) {
        expect(type).toBe('text');
        expect(text).not.toBe('');
      }
      expect(all.reduce((sum, { text = '' }) => sum + text.length, 0)).toBeLessThan(6100);
    }),
  );
});

it('shows links of ours, instants by the reader’s clock, and says what is left out', () => {
  const at = '2026-01-05T03:00:00.000Z';
  const { blocks, text } = ephemeralMessage({
    lines: [[{ link: '#1', url: 'https://x.example/1' }, ' since ', { at }]],
  });
  expect(text).toBe('#1 (https://x.example/1) since 2026-01-05 03:00 UTC');
  expect(leaves(blocks as unknown as Element[])).toMatchObject([
    { type: 'link', url: 'https://x.example/1', text: '#1' },
    { type: 'text', text: ' since ' },
    { type: 'date', timestamp: 1767582000, fallback: '2026-01-05 03:00 UTC' },
  ]);
  const long = ephemeralMessage({ lines: Array.from({ length: 30 }, () => ['x'.repeat(400)]) });
  expect(leaves(long.blocks as unknown as Element[]).at(-1)?.text).toBe('… and 23 more');
});
