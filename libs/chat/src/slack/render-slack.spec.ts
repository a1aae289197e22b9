import { blockProblem } from '@ringdown/testkit';
import fc from 'fast-check';
import { chatActionKinds } from '../chat-message.js';
import { aMessage, anyMessage, asOneLine, typedText } from '../testing/messages.js';
import { shownBySlack, type SlackElement } from '../testing/shown-by-slack.js';
import { renderSlack, slackLimits } from './render-slack.js';

it('renders a call', () => {
  expect(renderSlack(aMessage({ quote: 'checkout is down' }))).toEqual({
    text: 'On-call hotline: call from Mitchell Starc (+14156040016) answered by Priya S.',
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      {
        type: 'header',
        text: {
          type: 'plain_text',
          text: '🟢 On-call hotline: call from Mitchell Starc (+14156040016) answered by Priya S.',
          emoji: false,
        },
      },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Outcome', style: { bold: true } },
              { type: 'text', text: ': Answered\n' },
              { type: 'text', text: 'Duration', style: { bold: true } },
              { type: 'text', text: ': 33s' },
            ],
          },
        ],
      },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [{ type: 'text', text: 'What happened', style: { bold: true } }],
          },
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: [
              { type: 'rich_text_section', elements: [{ type: 'text', text: '0:00 Mitchell Starc called' }] },
              { type: 'rich_text_section', elements: [{ type: 'text', text: '0:23 Priya S. accepted' }] },
            ],
          },
        ],
      },
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'checkout is down' }] }],
      },
      {
        type: 'context',
        elements: [
          {
            type: 'mrkdwn',
            text: '<!date^1753770272^{date_short_pretty} at {time_secs}|2025-07-29 06:24 UTC>',
            verbatim: true,
          },
        ],
      },
      {
        type: 'actions',
        block_id: 'actions',
        elements: [
          {
            type: 'button',
            text: { type: 'plain_text', text: 'Open the call', emoji: false },
            url: 'https://ringdown.example.com/calls/call_1',
            action_id: 'open',
          },
        ],
      },
    ],
  });
});

const anAction = {
  kind: 'acknowledge',
  text: 'Acknowledge',
  about: 'inc_1',
  style: null,
  confirm: null,
  url: null,
} as const;
const withActions = aMessage({
  actions: [
    { ...anAction, style: 'primary' },
    { ...anAction, kind: 'resolve', text: 'Resolve', style: 'danger', confirm: 'Resolve #142?' },
  ],
  callBack: { text: 'Call back', number: '+14156040016' },
});

it('offers what can be done as buttons, and asks before it where it should, where an app is told of them', () => {
  const { blocks } = renderSlack(withActions, { id: 'dlv_1', hasApp: true });
  const said = (text: string) => ({ type: 'plain_text', text, emoji: false });
  expect(blocks.at(-1)).toEqual({
    type: 'actions',
    block_id: 'actions',
    elements: [
      { type: 'button', text: said('Acknowledge'), action_id: 'acknowledge', value: 'inc_1', style: 'primary' },
      {
        type: 'button',
        text: said('Resolve'),
        action_id: 'resolve',
        value: 'inc_1',
        style: 'danger',
        confirm: {
          title: said('Resolve'),
          text: said('Resolve #142?'),
          confirm: said('Resolve'),
          deny: said('Cancel'),
          style: 'danger',
        },
      },
      {
        type: 'button',
        text: said('Open the call'),
        url: 'https://ringdown.example.com/calls/call_1',
        action_id: 'open',
      },
    ],
  });
});

it('offers no button that nobody is told of: behind an incoming webhook there is only the link', () => {
  const { blocks } = renderSlack(withActions, { id: 'dlv_1' });
  expect(blocks.at(-1)).toMatchObject({ elements: [{ action_id: 'open' }] });
  expect(renderSlack({ ...withActions, link: null }).blocks.map(({ type }) => type)).not.toContain('actions');
});

it('offers each thing that can be done once, since Slack refuses two of a name', () => {
  const actions = [anAction, { ...anAction, about: 'inc_2' }];
  const { blocks } = renderSlack(aMessage({ actions, link: null }), { hasApp: true });
  expect(blocks.at(-1)).toMatchObject({ elements: [{ action_id: 'acknowledge', value: 'inc_1' }] });
});

it.each([true, false])('lets the number be dialled and says which delivery it is (app: %s)', (hasApp) => {
  const context = renderSlack(withActions, { id: 'dlv_1', hasApp }).blocks.find(({ type }) => type === 'context');
  expect(context).toMatchObject({
    block_id: 'dlv_1',
    elements: [{}, { type: 'mrkdwn', text: '<tel:+14156040016|Call back>', verbatim: true }],
  });
});

it.each([
  'svc:fire:eu down',
  '*prod* is _down_',
  '~old~ `code` > quote',
  '> quoted',
  'a &amp; b &lt; c',
  '<!here> <@U1> <https://evil.example|Bank>',
  '@here #general https://evil.example mail@evil.example',
])('shows %s as it is written: as title, label, value, step and quote, and in the notification', (typed) => {
  const message = aMessage({
    title: typed,
    fields: [{ label: typed, value: typed }],
    steps: { heading: typed, lines: [typed] },
    quote: typed,
    link: { text: typed, url: 'https://ringdown.example.com' },
  });
  const { notification, texts } = shownBySlack(renderSlack(message));
  expect(notification).toBe(typed);
  expect(texts.filter((text) => text !== '[parsed]')).toEqual([
    `🟢 ${typed}`,
    `${typed}: ${typed}`,
    typed,
    typed,
    typed,
    typed,
  ]);
});

it('shows whatever is typed as it is written', () => {
  const message = fc.record({ title: typedText(8), label: typedText(5), value: typedText(20), quote: typedText(20) });
  fc.assert(
    fc.property(message, ({ title, label, value, quote }) => {
      const fields = [{ label: label.slice(0, 90), value }];
      const steps = { heading: 'Steps', lines: [`x${value}`] };
      const rendered = renderSlack(aMessage({ title: title.slice(0, 140), fields, steps, quote: `${quote}.` }));
      const { notification, texts } = shownBySlack(rendered);
      const shownTitle = asOneLine(title.slice(0, 140)) || '(no title)';
      expect(notification).toBe(shownTitle);
      expect(texts.slice(0, 4)).toEqual([
        `🟢 ${shownTitle}`,
        `${asOneLine(label.slice(0, 90)) || '–'}: ${asOneLine(value) || '–'}`,
        'Steps',
        asOneLine(`x${value}`),
      ]);
      expect(asOneLine(texts[4] ?? '')).toBe(asOneLine(`${quote}.`));
    }),
    { numRuns: 1000 },
  );
});

it('says so where there is no title', () => {
  expect(renderSlack(aMessage({ title: ' ' }))).toMatchObject({ text: '(no title)' });
});

it('says so where there is nothing visible in the title', () => {
  expect(shownBySlack(renderSlack(aMessage({ title: '\u202e\u200b ' })))).toMatchObject({ notification: '(no title)' });
});

it('shows at most thirty fields', () => {
  const fields = Array.from({ length: 35 }, (_, n) => ({ label: `f${n}`, value: '' }));
  const [, shown] = shownBySlack(renderSlack(aMessage({ fields }))).texts;
  expect(shown?.split('\n')).toHaveLength(30);
});

it('says how many steps it leaves out', () => {
  const lines = Array.from({ length: 70 }, (_, n) => `step ${n}`);
  const { texts } = shownBySlack(renderSlack(aMessage({ steps: { heading: 'What happened', lines } })));
  expect(texts).toContain('step 59');
  expect(texts).toContain('… and 10 more');
});

function* elementsIn(value: unknown): Generator<SlackElement> {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value) yield value as SlackElement;
  for (const inner of Object.values(value)) yield* elementsIn(inner);
}
const lengthOf = (value: unknown): number =>
  [...elementsIn(value)].reduce((sum, { text }) => sum + (typeof text === 'string' ? text.length : 0), 0);

const most: Readonly<Record<string, number>> = { header: slackLimits.header, actions: 3500 };

it('stays within the limits of Slack where everything is as long as it may be', () => {
  const long = '漢'.repeat(5000);
  const message = aMessage({
    title: long,
    fields: Array.from({ length: 30 }, () => ({ label: long, value: long })),
    steps: { heading: long, lines: Array.from({ length: 100 }, () => long) },
    quote: long,
    link: { text: long, url: 'https://ringdown.example.com' },
    actions: chatActionKinds.map((kind) => ({ ...anAction, kind, text: long, style: 'danger', confirm: long })),
    callBack: { text: '<'.repeat(500), number: '+14156040016' },
  });
  expect(blockProblem(renderSlack(message, { id: 'dlv_1', hasApp: true }).blocks)).toBeNull();
});

it('stays within the limits of Slack, whatever the message holds', () => {
  fc.assert(
    fc.property(anyMessage, fc.boolean(), (message, hasApp) => {
      const { text, blocks } = renderSlack(message, { id: 'dlv_1', hasApp });
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThanOrEqual(slackLimits.text);
      expect(blockProblem(blocks)).toBeNull();
      for (const block of blocks) {
        expect(lengthOf(block)).toBeLessThanOrEqual(most[block.type] ?? 3000);
      }
    }),
    { numRuns: 300 },
  );
});
