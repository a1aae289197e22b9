import { type ChannelType, channelTypes, defaultChannelEvents } from '@ringdown/contracts';
import { errorsOf, newChannel } from '../form/contracts.js';
import { blankChannel, channelBody, type ChannelValues, channelValues } from './channel-values.js';

const filled: ChannelValues = {
  ...blankChannel,
  name: '#ops',
  url: ' https://hooks.example.com/x ',
  botToken: 'xoxb-1',
  signingSecret: 'abc',
  channel: '#ops',
  address: 'ops@example.com',
  from: { priority: 'p2', severity: null },
};
const own: Readonly<Record<ChannelType, object>> = {
  slack: { url: 'https://hooks.example.com/x' },
  'slack-app': { botToken: 'xoxb-1', signingSecret: 'abc', channel: '#ops' },
  teams: { url: 'https://hooks.example.com/x' },
  webhook: { url: 'https://hooks.example.com/x', format: 'standard' },
  email: { address: 'ops@example.com' },
};

describe.each(channelTypes)('a channel of the type %s', (type) => {
  const told = { name: '#ops', events: defaultChannelEvents[type], from: { priority: 'p2' } };

  it('is sent with its own fields, and is as the contract wants it', () => {
    const body = channelBody({ ...filled, type }, true);
    expect(body).toEqual({ ...told, type, ...own[type] });
    expect(errorsOf(newChannel, body)).toEqual({});
  });

  it('keeps its secrets where they are left empty, and its type', () => {
    const { url: _url, botToken: _token, signingSecret: _secret, ...open } = own[type] as Record<string, string>;
    expect(channelBody({ ...filled, type, url: '', botToken: ' ', signingSecret: '' }, false)).toEqual({
      ...told,
      ...open,
    });
  });

  it('is shown without them, and comes back as it was', () => {
    const { url: _url, botToken: _token, signingSecret: _secret, ...open } = own[type] as Record<string, string>;
    const shown = { ...told, ...open, type };
    const values = channelValues(shown as Parameters<typeof channelValues>[0]);
    expect([values.url, values.botToken, values.signingSecret]).toEqual(['', '', '']);
    const { type: _type, ...body } = shown;
    expect(channelBody(values, false)).toEqual(body);
  });
});

it('tells what is usual for the type, until something is chosen', () => {
  const usual = { ...filled, events: null };
  expect(channelBody({ ...usual, type: 'webhook' }, true)['events']).toEqual(defaultChannelEvents.webhook);
  expect(channelBody({ ...usual, type: 'email', events: ['incident.opened'] }, true)['events']).toEqual([
    'incident.opened',
  ]);
});

it('says of each field that is missing what to enter', () => {
  expect(errorsOf(newChannel, channelBody({ ...blankChannel, type: 'slack-app' }, true))).toEqual({
    name: 'Name: enter a name.',
    botToken: 'Bot token: enter the bot token, which begins with xoxb-.',
    signingSecret: 'Signing secret: enter the signing secret of the app.',
    channel: 'Channel: enter the channel, such as #ops or C0123456789.',
  });
  expect(Object.keys(errorsOf(newChannel, channelBody({ ...blankChannel, type: 'webhook' }, true)))).toEqual([
    'name',
    'url',
  ]);
});
