import { AdaptiveCard, HostConfig, SerializationContext, Versions } from 'adaptivecards';
import fc from 'fast-check';
import type { ChatMessage } from '../chat-message.js';
import { aMessage, anyMessage } from '../testing/messages.js';
import { shownByTeams } from '../testing/shown-by-teams.js';
import { renderTeams, teamsBytes, teamsSize } from './render-teams.js';

const act = {
  kind: 'acknowledge',
  text: 'Acknowledge',
  about: 'inc_1',
  style: null,
  confirm: null,
  url: null,
} as const;

const render = (message: ChatMessage) => renderTeams(message, 'dlv_01KBA3Q8T5W6Y7Z8A9B0C1D2E3');

/** The card as a text inside of another JSON document, as Teams counts it. */
const counted = (value: unknown): number => Buffer.byteLength(JSON.stringify(JSON.stringify(value)));
/** As long as those of ActLinks. */
const actUrl = `https://notification.ringdown.example.com/act/${'A'.repeat(320)}.${'B'.repeat(43)}`;
const filling = (text: string): ChatMessage =>
  aMessage({
    title: text.repeat(200),
    fields: Array.from({ length: 40 }, () => ({ label: text.repeat(30), value: text.repeat(300) })),
    steps: { heading: text.repeat(50), lines: Array.from({ length: 90 }, () => text.repeat(300)) },
    quote: text.repeat(2000),
    link: { text: text.repeat(50), url: `https://ringdown.example.com/${text.repeat(100)}` },
    actions: Array.from({ length: 8 }, (_, n) => ({
      ...act,
      text: text.repeat(50),
      url: n % 2 === 0 ? actUrl : `https://ringdown.example.com/act/${text.repeat(60)}`,
    })),
    callBack: { text: text.repeat(50), number: '+14156040016' },
  });
const nastiest = [
  '"',
  '\\',
  'x',
  'é',
  '漢',
  '👩\u200d🚒',
  '{{DATE(',
  '"{{TIME(',
  '\u0007x',
  '\n"',
  '\n\t',
  '\ud83dx',
  '<',
  '|',
];

it.each(nastiest)('stays within the 28 KB of Teams, full of %j', (text) => {
  const rendered = render(filling(text));
  expect(counted(rendered)).toBeLessThanOrEqual(28 * 1024);
  expect(teamsSize(rendered)).toBeLessThanOrEqual(teamsBytes);
});

it.each(nastiest)('offers an three links of an incident and its page, however full of %j the rest is', (text) => {
  const actions = (['Acknowledge', 'Resolve', 'Escalate'] as const).map((name) => ({
    ...act,
    text: name,
    url: actUrl,
  }));
  const link = { text: 'Open the incident', url: 'https://ringdown.example.com/incidents/inc_1' };
  const rendered = render({ ...filling(text), actions, link });
  expect(rendered.attachments[0].content['actions']).toMatchObject(
    [link.url, actUrl, actUrl, actUrl].map((url) => ({ url })),
  );
  expect(teamsSize(rendered)).toBeLessThanOrEqual(teamsBytes);
});

it('stays within the 28 KB of Teams, whatever the message holds', () => {
  const nasty = fc
    .array(fc.constantFrom(...nastiest), { minLength: 1, maxLength: 4 })
    .map((parts) => filling(parts.join('')));
  fc.assert(
    fc.property(fc.oneof(anyMessage, nasty), (message) => {
      const rendered = render(message);
      expect(counted(rendered)).toBeLessThanOrEqual(28 * 1024);
      expect(teamsSize(rendered)).toBeLessThanOrEqual(teamsBytes);
    }),
    { numRuns: 150 },
  );
});

it('counts at least what Teams counts, whether characters outside of ASCII are escaped there or not', () => {
  const escaped = (json: string) =>
    json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(teamsSize(text)).toBeGreaterThanOrEqual(counted(text));
      expect(teamsSize(text)).toBeGreaterThanOrEqual(JSON.stringify(escaped(JSON.stringify(text))).length);
    }),
  );
  expect(teamsSize({ a: 'b"' })).toBe(counted({ a: 'b"' }));
});

it('shows more of a message of plain words than of one of quotes', () => {
  const lines = (text: string) => shownByTeams(render(filling(text))).length;
  expect(lines('x')).toBeGreaterThan(lines('👩\u200d🚒'));
});

it('is read by the package of Adaptive Cards at version 1.5 without a complaint, whatever the message holds', () => {
  const elements = (card: AdaptiveCard): string[] =>
    Array.from({ length: card.getItemCount() }, (_, n) => card.getItemAt(n).getJsonTypeName());
  fc.assert(
    fc.property(fc.oneof(anyMessage, fc.constantFrom(...nastiest).map(filling)), (message) => {
      const content = render(message).attachments[0].content;
      const card = new AdaptiveCard();
      card.hostConfig = new HostConfig({ actions: { maxActions: 6 } });
      const context = new SerializationContext(Versions.v1_5);
      card.parse(JSON.parse(JSON.stringify(content)), context);
      const complaints = Array.from({ length: context.eventCount }, (_, n) => context.getEventAt(n).message);
      expect(complaints).toEqual([]);
      expect(card.validateProperties().validationEvents.map((event) => event.message)).toEqual([]);
      expect(elements(card)).toEqual(content.body.map(({ type }) => type));
      expect(card.getActionCount()).toBe((content['actions'] as object[] | undefined)?.length ?? 0);
    }),
    { numRuns: 150 },
  );
});
