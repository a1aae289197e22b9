import { BadSettings, readSettings, RefusedSettings, trustedProxies } from './settings.js';

const good = {
  DATABASE_URL: 'postgres://a:b@127.0.0.1:5432/ringdown',
  NATS_URL: 'nats://127.0.0.1:4222',
  REDIS_URL: 'redis://127.0.0.1:6379',
  PUBLIC_URL: 'https://ringdown.example.com/',
  SECRET_KEY: 'x'.repeat(32),
};

it('reads the settings, without trailing slashes, and lets the URLs of voice and ingest default to the public URL', () => {
  const settings = readSettings({ ...good, INGEST_URL: 'http://127.0.0.1:3001' });
  expect(settings).toMatchObject({
    publicUrl: 'https://ringdown.example.com',
    voiceUrl: 'https://ringdown.example.com',
    ingestUrl: 'http://127.0.0.1:3001',
    notificationUrl: 'https://ringdown.example.com',
    twilioApiUrl: 'https://api.twilio.com',
    outboundAllowPrivate: false,
    trustedProxies: ['loopback'],
  });
});

it('receives no mail unless it is told at which port, and for which domain', () => {
  expect(readSettings(good)).toMatchObject({ mailPort: undefined, mailDomain: undefined });
  expect(readSettings({ ...good, MAIL_PORT: '2525', MAIL_DOMAIN: 'Alerts.Example.com' })).toMatchObject({
    mailPort: 2525,
    mailDomain: 'alerts.example.com',
  });
  expect(() => readSettings({ ...good, MAIL_PORT: '2525' })).toThrow(/MAIL_DOMAIN is missing/);
  expect(() => readSettings({ ...good, MAIL_DOMAIN: 'alerts.example.com:25' })).toThrow(
    /MAIL_DOMAIN: expected a domain/,
  );
});

it('stops the start where nobody could tell which proxies are to be trusted', () => {
  expect(readSettings({ ...good, TRUSTED_PROXIES: '172.16.0.0/12, ::1' }).trustedProxies).toEqual([
    '172.16.0.0/12',
    '::1',
  ]);
  expect(() => readSettings({ ...good, TRUSTED_PROXIES: 'proxy' })).toThrow(/TRUSTED_PROXIES: expected addresses/);
});

it('keeps the fallback documents with the data unless they have a place that the proxy shares', () => {
  expect(readSettings({ ...good, DATA_DIR: '/data' }).fallbackDir).toBe('/data/fallback');
  expect(readSettings({ ...good, DATA_DIR: '/data', FALLBACK_DIR: '/shared' }).fallbackDir).toBe('/shared');
});

it('names every setting that is missing or malformed, at once', () => {
  const start = () => readSettings({ ...good, SECRET_KEY: 'short', DATABASE_URL: ' ', LOG_LEVEL: 'loud' });
  expect(start).toThrow(BadSettings);
  expect(start).toThrow(/DATABASE_URL is missing.*SECRET_KEY: expected at least 32.*LOG_LEVEL/);
});

it('never repeats the value of a setting in the error', () => {
  expect(() => readSettings({ ...good, SECRET_KEY: 'my-secret' })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('my-secret') }),
  );
});

describe('trusted proxies', () => {
  it.each([
    ['loopback', ['loopback']],
    ['10.0.0.2', ['10.0.0.2']],
    [' 10.0.0.2 ,172.16.0.0/12, fd00::/8,::1', ['10.0.0.2', '172.16.0.0/12', 'fd00::/8', '::1']],
    ['uniquelocal, 203.0.113.7', ['uniquelocal', '203.0.113.7']],
    ['none', []],
  ])('reads %s', (text, read) => {
    expect(trustedProxies(text)).toEqual(read);
  });

  it.each([
    'proxy',
    '10.0.0',
    '010.0.0.1',
    '10.0.0.2;10.0.0.3',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    'none,10.0.0.2',
  ])('refuses %s', (text) => {
    expect(trustedProxies(text)).toBeNull();
  });

  it.each(['0.0.0.0/0', '::/0', 'true', '*'])('refuses %s, which would let everybody say who they are', (text) => {
    expect(trustedProxies(text)).toBeNull();
  });
});

describe('refused settings', () => {
  const world = () => {
    const [stop, error] = [jest.fn(), jest.fn()];
    const refused = new RefusedSettings({ error });
    refused.starting(stop);
    return { refused, stop, error };
  };

  it('stops a start by the setting that is wrong', () => {
    const { refused, stop } = world();
    refused.report('DATABASE_URL', 'password authentication failed for user "ringdown"', false);
    expect(stop).toHaveBeenCalledWith(
      'Postgres refuses the user, the password or the database of DATABASE_URL (password authentication failed for user "ringdown"). Correct it, then start again.',
    );
  });

  it('stops a start by what a server refused while the service was still being made', () => {
    const [stop, error] = [jest.fn(), jest.fn()];
    const refused = new RefusedSettings({ error });
    refused.report('REDIS_URL', 'NOAUTH Authentication required', false);
    refused.starting(stop);
    expect(stop).toHaveBeenCalledWith(expect.stringContaining('REDIS_URL (NOAUTH Authentication required)'));
    expect(error).not.toHaveBeenCalled();
  });

  it('goes on without a server that let us in before, or that is wrong only after the start, and says so', () => {
    const { refused, stop, error } = world();
    refused.report('NATS_URL', 'Authorization Violation', true);
    refused.started();
    refused.report('REDIS_URL', 'WRONGPASS', false);
    expect(stop).not.toHaveBeenCalled();
    expect(error.mock.calls.map(([, sentence]) => String(sentence).split(';')[0])).toEqual([
      'NATS refuses the user, the password or the database of NATS_URL (Authorization Violation)',
      'Redis refuses the user, the password or the database of REDIS_URL (WRONGPASS)',
    ]);
  });
});
