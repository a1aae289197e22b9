import fc from 'fast-check';
import { aMessage } from '../testing/a-message.js';
import { anyMessage } from '../testing/any-message.js';
import { renderSlack, type SlackBlock, slackLimits } from './render-slack.js';

it('renders a call', () => {
  expect(renderSlack(aMessage({ quote: 'checkout is down' }))).toEqual({
    text: 'On-call hotline: call from Mitchell Starc (+14156040016) answered by Priya S.',
    blocks: [
      {
        type: 'header',
        text: {
          type: 'plain_text',
          text: '🟢 On-call hotline: call from Mitchell Starc (+14156040016) answered by Priya S.',
          emoji: true,
        },
      },
      {
        type: 'section',
        fields: [
          { type: 'mrkdwn', text: '*Outcome*\nAnswered', verbatim: true },
          { type: 'mrkdwn', text: '*Duration*\n33s', verbatim: true },
        ],
      },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: '*What happened*\n• 0:00 Mitchell Starc called\n• 0:23 Priya S. accepted',
          verbatim: true,
        },
      },
      { type: 'section', text: { type: 'mrkdwn', text: '```checkout is down```', verbatim: true } },
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
        elements: [
          {
            type: 'button',
            text: { type: 'plain_text', text: 'Open the call' },
            url: 'https://ringdown.example.com/calls/call_1',
            action_id: 'open',
          },
        ],
      },
    ],
  });
});

it('lets nobody call the channel or plant a link', () => {
  const message = aMessage({
    title: '<!channel> & co',
    facts: [{ label: 'Caller', value: '<https://evil.example|Bank>' }],
    steps: { heading: 'Steps', lines: ['<!here>'] },
    quote: '``` <@U1> ```',
  });
  const { text, blocks } = renderSlack(message);
  expect(text).toBe('&lt;!channel&gt; &amp; co');
  const rest = JSON.stringify(blocks.filter(({ type }) => type === 'section'));
  expect(rest).not.toMatch(/<[!@h]/);
  expect(rest).toContain("``` ''' &lt;@U1&gt; '''```".replace('``` ', '```'));
});

it('says so where there is no title', () => {
  expect(renderSlack(aMessage({ title: ' ' }))).toMatchObject({ text: '(no title)' });
});

it('shows at most thirty facts, ten a section', () => {
  const facts = Array.from({ length: 35 }, (_, n) => ({ label: `f${n}`, value: '' }));
  const sections = renderSlack(aMessage({ facts, steps: null })).blocks.filter(({ type }) => type === 'section');
  expect(sections.map(({ fields }) => (fields as unknown[]).length)).toEqual([10, 10, 10]);
});

type Texted = SlackBlock & { text?: { text: string }; fields?: { text: string }[]; elements?: { text: unknown }[] };

it('stays within the limits of Slack, whatever it is told', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const { text, blocks } = renderSlack(message);
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThanOrEqual(slackLimits.text);
      expect(blocks.length).toBeLessThanOrEqual(50);
      for (const block of blocks as Texted[]) {
        const limit = block.type === 'header' ? slackLimits.header : slackLimits.section;
        if (block.text) expect(block.text.text.length).toBeLessThanOrEqual(limit);
        for (const field of block.fields ?? []) expect(field.text.length).toBeLessThanOrEqual(slackLimits.field);
        expect(block.fields?.length ?? 1).toBeLessThanOrEqual(slackLimits.fields);
        expect(block.fields?.length ?? 1).toBeGreaterThan(0);
      }
    }),
    { numRuns: 200 },
  );
});
