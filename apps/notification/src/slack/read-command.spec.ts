import fc from 'fast-check';
import { mostMinutes, readCommand, readDuration } from './read-command.js';
import { escapedForSlack, typedText } from './slack-text.js';

it.each([
  ['', { type: 'help' }],
  ['  HELP ', { type: 'help' }],
  ['who', { type: 'who', schedule: null }],
  ['who Backend &amp; Data', { type: 'who', schedule: 'Backend & Data' }],
  ['declare Checkout is   down', { type: 'declare', title: 'Checkout is down' }],
  ['declare <https://a.example/x|a.example/x> &lt;5xx&gt;', { type: 'declare', title: 'a.example/x <5xx>' }],
  ['declare <!here> <@U1|ada> <#C1|ops>', { type: 'declare', title: '@here @ada #ops' }],
  ['ack 142', { type: 'act', verb: 'acknowledge', number: 142 }],
  ['Resolve #142!', { type: 'act', verb: 'resolve', number: 142 }],
  ['escalate', { type: 'act', verb: 'escalate', number: null }],
  [
    'override <@U012AB3CD|ada> 1h30m Backend Team',
    {
      type: 'override',
      person: { by: 'mention', slackUserId: 'U012AB3CD' },
      minutes: 90,
      schedule: 'Backend Team',
    },
  ],
  ['override me 2h', { type: 'override', person: { by: 'me' }, minutes: 120, schedule: null }],
  [
    'override <mailto:Ada@x.example|Ada@x.example> 1d',
    { type: 'override', person: { by: 'email', email: 'ada@x.example' }, minutes: 1440, schedule: null },
  ],
])('reads %j', (text, command) => {
  expect(readCommand(text)).toEqual(command);
});

it.each([
  ['declare', 'Write what is wrong'],
  ['dance', 'not understood'],
  ['ack 1 2', 'not understood'],
  ['override', 'Mention who takes over'],
  ['override @ada 2h', 'Escape channels, users, and links'],
  ['override me', 'for how long'],
  ['override me soon', 'for how long'],
  ['override me 31d', '30 days at most'],
])('asks back for %j', (text, reason) => {
  expect(readCommand(text)).toEqual({ type: 'unclear', reason: expect.stringContaining(reason) as unknown });
});

it('reads any text without failing, and no duration that is none', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('', 'who ', 'declare ', 'override ', 'ack '),
      (rest, word) => {
        const command = readCommand(word + rest);
        if (command.type === 'override') expect(command.minutes).toBeLessThanOrEqual(mostMinutes);
        if (command.type === 'declare') expect(command.title.trim()).not.toBe('');
      },
    ),
  );
});

it('reads every duration that is written as it should be', () => {
  const part = fc.nat({ max: 999 });
  fc.assert(
    fc.property(part, part, part, (d, h, m) => {
      const text = [d && `${d}d`, h && `${h}h`, m && `${m}m`].filter((each) => each !== 0).join('');
      expect(readDuration(text)).toBe(d + h + m === 0 ? null : d * 1440 + h * 60 + m);
    }),
  );
  for (const none of ['', '2', 'h', '1m2h', '2h2h', '-1h', '1.5h', '0h']) expect(readDuration(none)).toBeNull();
});

it('gets back what was typed out of what Slack makes of it', () => {
  fc.assert(fc.property(fc.string(), (text) => expect(typedText(escapedForSlack(text))).toBe(text)));
});
