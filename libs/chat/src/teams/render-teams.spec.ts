import fc from 'fast-check';
import type { ChatMessage } from '../chat-message.js';
import { aMessage, asOneLine, typedText } from '../testing/messages.js';
import { shownByTeams } from '../testing/shown-by-teams.js';
import { renderTeams } from './render-teams.js';

const render = (message: ChatMessage) => renderTeams(message, 'dlv_01KBA3Q8T5W6Y7Z8A9B0C1D2E3');
const act = {
  kind: 'acknowledge',
  text: 'Acknowledge',
  about: 'inc_1',
  style: null,
  confirm: null,
  url: null,
} as const;

const cardOf = (message: ChatMessage) => render(message).attachments[0].content;

it('renders a call', () => {
  expect(renderTeams(aMessage({ quote: 'checkout is down' }), 'dlv_1')).toEqual({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.5',
          msteams: { width: 'Full' },
          body: [
            {
              type: 'Container',
              style: 'good',
              bleed: true,
              items: [
                {
                  type: 'RichTextBlock',
                  inlines: [
                    {
                      type: 'TextRun',
                      text: 'On-call hotline: call from Mitchell Starc (+14156040016) answered by Priya S.',
                      size: 'Medium',
                      weight: 'Bolder',
                    },
                  ],
                },
              ],
            },
            {
              type: 'RichTextBlock',
              inlines: [
                { type: 'TextRun', text: 'Outcome', weight: 'Bolder' },
                { type: 'TextRun', text: ': Answered' },
              ],
            },
            {
              type: 'RichTextBlock',
              spacing: 'None',
              inlines: [
                { type: 'TextRun', text: 'Duration', weight: 'Bolder' },
                { type: 'TextRun', text: ': 33s' },
              ],
            },
            {
              type: 'RichTextBlock',
              separator: true,
              inlines: [{ type: 'TextRun', text: 'What happened', weight: 'Bolder' }],
            },
            {
              type: 'RichTextBlock',
              spacing: 'None',
              inlines: [{ type: 'TextRun', text: '0:00 Mitchell Starc called' }],
            },
            {
              type: 'RichTextBlock',
              spacing: 'None',
              inlines: [{ type: 'TextRun', text: '0:23 Priya S. accepted' }],
            },
            {
              type: 'RichTextBlock',
              separator: true,
              inlines: [{ type: 'TextRun', text: 'checkout is down', fontType: 'Monospace' }],
            },
            {
              type: 'TextBlock',
              text: '{{DATE(2025-07-29T06:24:32Z,SHORT)}} {{TIME(2025-07-29T06:24:32Z)}}',
              isSubtle: true,
              size: 'Small',
              wrap: true,
              id: 'dlv_1',
            },
          ],
          actions: [
            { type: 'Action.OpenUrl', title: 'Open the call', url: 'https://ringdown.example.com/calls/call_1' },
          ],
        },
      },
    ],
  });
});

it.each([
  ['good', 'good'],
  ['alarm', 'attention'],
  ['attention', 'warning'],
  ['neutral', 'emphasis'],
] as const)('shows %s as %s', (tone, style) => {
  expect(cardOf(aMessage({ tone })).body[0]).toMatchObject({ style });
});

const shownDate = '[localized] [localized]';

it.each([
  'BUILD_SOURCE_TASK failed',
  '__x__ **y** *z* _w_',
  '~~old~~',
  '1. disk',
  '- disk',
  '+ disk',
  '* disk',
  '# x',
  '> x',
  '[Bank](https://evil.example) https://evil.example',
  '{{DATE(2025-07-29T06:24:32Z,SHORT)}} {{TIME(2025-07-29T06:24:32Z)}}',
  'C:\\temp\\_x_ \\*',
  '&amp; &nbsp; <b>x</b> <at>all</at>',
  '| a | b |',
  '`code`',
])('shows %s as it is written: as title, label, value, step, quote and button', (typed) => {
  const message = aMessage({
    title: typed,
    fields: [{ label: typed, value: typed }],
    steps: { heading: typed, lines: [typed] },
    quote: typed,
    link: { text: typed, url: 'https://ringdown.example.com' },
  });
  const texts = [typed, `${typed}: ${typed}`, typed, typed, typed, shownDate, typed];
  // The label and the heading are places for a few words.
  const cut = (text: string) => text.slice(0, 50);
  expect(shownByTeams(render(message)).map(cut)).toEqual(texts.map(cut));
});

it('shows whatever is typed as it is written', () => {
  const message = fc.record({ title: typedText(10), label: typedText(1), value: typedText(20), quote: typedText(20) });
  fc.assert(
    fc.property(message, ({ title, label, value, quote }) => {
      const fields = [{ label, value }];
      const steps = { heading: 'Steps', lines: [`x${value}`] };
      const rendered = render(aMessage({ title, fields, steps, quote: `${quote}.`, link: null }));
      const [shownTitle, field, ...rest] = shownByTeams(rendered);
      expect(shownTitle).toBe(asOneLine(title) || '(no title)');
      expect(field).toBe(`${asOneLine(label) || '–'}: ${asOneLine(value) || '–'}`);
      const [heading, step, shownQuote, at] = rest;
      expect([heading, step, at]).toEqual(['Steps', asOneLine(`x${value}`), shownDate]);
      expect(asOneLine(shownQuote ?? '')).toBe(asOneLine(`${quote}.`));
    }),
    { numRuns: 1000 },
  );
});

it('leaves out what there is not', () => {
  const card = cardOf(aMessage({ fields: [], steps: null, quote: null, link: null }));
  expect(card.body.map(({ type }) => type)).toEqual(['Container', 'TextBlock']);
  expect(card).not.toHaveProperty('actions');
});

it('keeps the lines of a quote indented, which a card shows of unbreakable blanks only', () => {
  const quote = '{\n  "labels": {\n\t"job": "a  b"\n  }\n}';
  const shown = '{\n\u00a0\u00a0"labels": {\n\u00a0\u00a0"job": "a  b"\n\u00a0\u00a0}\n}';
  expect(shownByTeams(render(aMessage({ quote })))).toContain(shown);
});

it('says how many steps it leaves out', () => {
  const lines = Array.from({ length: 70 }, (_, n) => `step ${n}`);
  expect(JSON.stringify(cardOf(aMessage({ steps: { heading: 'What happened', lines } })))).toContain('… and 10 more');
});

it('offers what has a page of its own as buttons, the link first and six at most', () => {
  const message = aMessage({
    actions: [
      { ...act, text: 'Acknowledge', style: 'primary', url: 'https://ringdown.example.com/act/1' },
      { ...act, kind: 'add-note', text: 'Add a note' },
      { ...act, kind: 'resolve', text: 'Resolve', style: 'danger', url: 'https://ringdown.example.com/act/2' },
      ...Array.from({ length: 5 }, (_, n) => ({ ...act, text: `${n}`, url: `https://ringdown.example.com/act/${n}` })),
    ],
  });
  const { actions } = cardOf(message) as unknown as { actions: object[] };
  expect(actions).toHaveLength(6);
  expect(actions.slice(0, 3)).toEqual([
    { type: 'Action.OpenUrl', title: 'Open the call', url: 'https://ringdown.example.com/calls/call_1' },
    { type: 'Action.OpenUrl', title: 'Acknowledge', url: 'https://ringdown.example.com/act/1', style: 'positive' },
    { type: 'Action.OpenUrl', title: 'Resolve', url: 'https://ringdown.example.com/act/2', style: 'destructive' },
  ]);
});

it('says the number to call back, which a button of Teams cannot dial', () => {
  const message = aMessage({ callBack: { text: 'Call back', number: '+14156040016' } });
  expect(shownByTeams(render(message))).toContain('Call back: +14156040016');
});

it('leaves out a link that is too long', () => {
  const link = { text: 'Open', url: `https://ringdown.example.com/${'x'.repeat(4000)}` };
  expect(cardOf(aMessage({ link }))).not.toHaveProperty('actions');
});
