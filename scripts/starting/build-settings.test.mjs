import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSettings, keptSecrets, needsCarrier } from './build-settings.mjs';

const secrets = keptSecrets({}, {});

test('makes secrets once: what was kept stays', () => {
  assert.match(secrets.SECRET_KEY, /^[0-9a-f]{64}$/);
  assert.match(secrets.RINGDOWN_API_KEY, /^rd_[0-9a-f]{40}$/);
  assert.ok(secrets.RINGDOWN_ADMIN_PASSWORD.length >= 10);
  assert.notEqual(keptSecrets({}, {}).SECRET_KEY, secrets.SECRET_KEY);
  assert.deepEqual(keptSecrets({}, secrets), secrets);
});

test('a secret from the environment wins, and an empty one is none', () => {
  const given = { RINGDOWN_API_KEY: 'rd_mine', SECRET_KEY: '' };
  assert.deepEqual(keptSecrets(given, secrets), { ...secrets, RINGDOWN_API_KEY: 'rd_mine' });
});

test('every service has its own port, and the providers are simulated', () => {
  const settings = buildSettings({}, secrets, 3000);
  const { PUBLIC_URL, INGEST_URL, VOICE_URL, NOTIFICATION_URL, OUTBOUND_ALLOW_PRIVATE, HOST } = settings;
  assert.deepEqual(
    [PUBLIC_URL, INGEST_URL, VOICE_URL, NOTIFICATION_URL],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3001', 'http://127.0.0.1:3002', 'http://127.0.0.1:3003'],
  );
  for (const name of ['TWILIO_API_URL', 'PLIVO_API_URL', 'SLACK_API_URL']) {
    assert.equal(settings[name], 'http://127.0.0.1:3010');
  }
  assert.deepEqual([OUTBOUND_ALLOW_PRIVATE, HOST], ['true', '127.0.0.1']);
});

test('whatever the environment gives wins', () => {
  const given = {
    VOICE_URL: 'http://voice',
    TWILIO_API_URL: 'http://foreign',
    OUTBOUND_ALLOW_PRIVATE: 'false',
    SMTP_URL: 'smtp://m',
  };
  const settings = buildSettings(given, secrets, 3000);
  for (const [name, value] of Object.entries(given)) assert.equal(settings[name], value);
  assert.equal(needsCarrier(given), false);
  assert.equal(needsCarrier({}), true);
});

test('behind a public address of the user, the reverse proxy routes to each service', () => {
  const settings = buildSettings({ PUBLIC_URL: 'https://ringdown.example.com' }, secrets, 3000);
  assert.equal(settings.VOICE_URL, undefined);
  assert.equal(
    buildSettings({ PUBLIC_URL: 'http://localhost:3000' }, secrets, 3000).VOICE_URL,
    'http://127.0.0.1:3002',
  );
});

test('HOST is an address to listen on, not the name of the machine that some shells export', () => {
  assert.equal(buildSettings({ HOST: 'laptop' }, secrets, 3000).HOST, '127.0.0.1');
  assert.equal(buildSettings({ HOST: '0.0.0.0' }, secrets, 3000).HOST, '0.0.0.0');
});
