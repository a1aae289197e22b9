import { type ChannelState, type ConfigDocument, defaultChannelEvents } from '@ringdown/contracts';
import { look, user } from '../testing/readiness-input.js';

const told = { events: defaultChannelEvents.slack, from: {} };
const ops: ConfigDocument<'channel'> = { id: 'chan_1', name: '#ops', type: 'slack', urlSecret: 'x', ...told };
const mail: ConfigDocument<'channel'> = {
  ...told,
  id: 'chan_2',
  name: 'Ops',
  type: 'email',
  address: 'ops@example.com',
};
const app: ConfigDocument<'channel'> = {
  ...told,
  id: 'chan_3',
  name: '#app',
  type: 'slack-app',
  botTokenSecret: 'x',
  signingSecret: 'x',
  channel: '#app',
};
const failing = [{ channelId: 'chan_1', failed: 3, lastError: 'Slack answered 404: no_service' }];
const state = (change: Partial<ChannelState>): ChannelState[] => [
  { channelId: 'chan_1', state: 'ok', since: null, until: null, reason: null, pending: 0, ...change },
];
/** Now is 12:00. */
const since = (time: string) => `2026-02-01T${time}:00.000Z`;

it('names a channel that fails, and none that was deleted', () => {
  expect(look({ failing })).toEqual([]);
  const [item] = look({ failing, channels: [ops] });
  expect(item).toMatchObject({ kind: 'channel_fails', level: 'error', subject: { type: 'channel', id: 'chan_1' } });
  expect(item?.text).toBe(
    '3 messages to the channel #ops failed for good within a day, and none has arrived since: Slack answered 404: no_service',
  );
});

it('names a channel that was disabled once, with its reason, and not as one that fails besides', () => {
  const channelStates = state({ state: 'disabled', reason: 'It answered 410 (gone) ten times.' });
  expect(look({ channelStates, failing, channels: [ops] })).toMatchObject([
    {
      kind: 'channel_disabled',
      level: 'error',
      text: 'Nothing is sent to the channel #ops any more: It answered 410 (gone) ten times.',
      fix: expect.stringContaining('enable it'),
    },
  ]);
});

it('names a channel for which messages have waited for ten minutes, and none before', () => {
  const waiting = { state: 'waiting', until: since('12:01'), reason: 'Slack answered 429', pending: 7 } as const;
  expect(look({ channels: [ops], channelStates: state({ ...waiting, since: since('11:51') }) })).toEqual([]);
  expect(look({ channels: [ops], channelStates: state({ ...waiting, since: since('11:50') }) })).toMatchObject([
    {
      kind: 'channel_waits',
      level: 'error',
      text: 'Messages to the channel #ops have not got through for 10 minutes; 7 wait: Slack answered 429',
    },
  ]);
});

it('says of a channel that does well nothing', () => {
  expect(look({ channels: [ops, app, mail], channelStates: state({}) })).toEqual([]);
});

it('says that notification could not be asked for the states, and what else it knows', () => {
  const items = look({ channelStates: null, failing, channels: [ops] });
  expect(items.map(({ kind }) => kind)).toEqual(['channel_fails', 'service_unreachable']);
});

it('names what goes by e-mail where no mail server is set', () => {
  const person = user('user_1', '+14155550101', { notify: [{ type: 'email', delayMinutes: 0 }] });
  expect(look({ channels: [mail], users: [person] })).toEqual([]);
  expect(look({ channels: [mail], users: [person], sendsMail: false })).toMatchObject([
    { kind: 'mail_not_set_up', level: 'error', subject: { id: 'chan_2' }, fix: expect.stringContaining('SMTP_URL') },
    { kind: 'mail_not_set_up', level: 'warning', subject: { id: 'user_1' } },
  ]);
});

it('names a person who chose Slack where no Slack app could send it', () => {
  const users = [
    user('user_1', '+14155550101', { notify: [{ type: 'slack', delayMinutes: 0 }] }),
    user('user_2', '+14155550102', { shiftNotices: [{ type: 'slack', minutesBefore: 0 }] }),
    user('user_3', '+14155550103', { notify: [{ type: 'sms', delayMinutes: 0 }] }),
  ];
  expect(look({ channels: [ops], users })).toMatchObject([
    { kind: 'slack_app_missing', level: 'warning', subject: { id: 'user_1' } },
    { kind: 'slack_app_missing', level: 'warning', subject: { id: 'user_2' } },
  ]);
  expect(look({ channels: [ops, app], users })).toEqual([]);
});
