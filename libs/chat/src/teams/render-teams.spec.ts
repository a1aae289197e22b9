import fc from 'fast-check';
import { aMessage } from '../testing/a-message.js';
import { anyMessage } from '../testing/any-message.js';
import { renderTeams } from './render-teams.js';

const cardOf = (...args: Parameters<typeof renderTeams>) => renderTeams(...args).attachments[0].content;

it('renders a call', () => {
  expect(renderTeams(aMessage({ quote: 'checkout is down' }))).toEqual({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          body: [
            {
              type: 'Container',
              style: 'good',
              bleed: true,
              items: [
                {
                  type: 'TextBlock',
                  text: 'On-call hotline: call from Mitchell Starc (+14156040016) answered by Priya S.',
                  size: 'Medium',
                  weight: 'Bolder',
                  wrap: true,
                },
              ],
            },
            {
              type: 'FactSet',
              facts: [
                { title: 'Outcome', value: 'Answered' },
                { title: 'Duration', value: '33s' },
              ],
            },
            { type: 'TextBlock', text: 'What happened', weight: 'Bolder', wrap: true, separator: true },
            { type: 'TextBlock', text: '0:00 Mitchell Starc called', wrap: true, spacing: 'None' },
            { type: 'TextBlock', text: '0:23 Priya S. accepted', wrap: true, spacing: 'None' },
            { type: 'TextBlock', text: 'checkout is down', fontType: 'Monospace', wrap: true, separator: true },
            {
              type: 'TextBlock',
              text: '{{DATE(2025-07-29T06:24:32Z,SHORT)}} {{TIME(2025-07-29T06:24:32Z)}}',
              isSubtle: true,
              size: 'Small',
              wrap: true,
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

it('plants no link that somebody typed', () => {
  const facts = [{ label: 'Caller', value: '[Bank](https://evil.example) **now**' }];
  expect(cardOf(aMessage({ facts })).body[1]).toMatchObject({
    facts: [{ value: '\\[Bank\\](https://evil.example) \\*\\*now\\*\\*' }],
  });
});

it('leaves out what there is not', () => {
  const card = cardOf(aMessage({ facts: [], steps: null, quote: null, link: null }));
  expect(card.body.map(({ type }) => type)).toEqual(['Container', 'TextBlock']);
  expect(card).not.toHaveProperty('actions');
});

it('says how many steps it leaves out', () => {
  const lines = Array.from({ length: 70 }, (_, n) => `step ${n}`);
  expect(JSON.stringify(cardOf(aMessage({ steps: { heading: 'What happened', lines } })))).toContain('… and 10 more');
});

it('stays within the 28 KB of Teams, whatever it is told', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      expect(Buffer.byteLength(JSON.stringify(renderTeams(message)))).toBeLessThan(28 * 1024);
    }),
    { numRuns: 200 },
  );
});
