import { BadSettings, readSettings } from './settings.js';

const good = {
  DATABASE_URL: 'postgres://a:b@127.0.0.1:5432/ringdown',
  NATS_URL: 'nats://127.0.0.1:4222',
  REDIS_URL: 'redis://127.0.0.1:6379',
  PUBLIC_URL: 'https://ringdown.example.com/',
  SECRET_KEY: 'x'.repeat(32),
};

it('reads the settings, without trailing slashes, and lets the doors default to the public URL', () => {
  const settings = readSettings({ ...good, INGEST_URL: 'http://127.0.0.1:3001' });
  expect(settings).toMatchObject({
    publicUrl: 'https://ringdown.example.com',
    voiceUrl: 'https://ringdown.example.com',
    ingestUrl: 'http://127.0.0.1:3001',
    twilioApiUrl: 'https://api.twilio.com',
    outboundAllowPrivate: false,
    trustedProxies: ['loopback'],
  });
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
