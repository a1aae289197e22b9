import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ensureServers } from './ensure-servers.mjs';

const all = { postgres: '/pg', nats: '/nats', redis: '/redis', nginx: '/nginx' };
const wanted = Object.keys(all);
const failing = () => assert.fail('nothing was to be installed');

test('installs nothing where all that is wanted is there', async () => {
  const find = () => ({ ...all, nats: null });
  assert.equal((await ensureServers(['postgres', 'redis'], failing, { find, install: failing })).postgres, '/pg');
});

test('on Debian says first what it installs, then installs just that', async () => {
  const events = [];
  let found = { ...all, nats: null, redis: null };
  const install = async (kinds) => {
    events.push(['install', ...kinds]);
    found = all;
  };
  const world = { find: () => found, os: 'linux', debian: () => true, install };
  assert.deepEqual(await ensureServers(wanted, (text) => events.push(text), world), all);
  assert.deepEqual(events, [
    "installing from the system's packages: nats-server, redis-server",
    ['install', 'nats', 'redis'],
  ]);
});

test('does not go on where the packages brought no program', async () => {
  const world = { find: () => ({ ...all, nats: null }), os: 'linux', debian: () => true, install: async () => {} };
  await assert.rejects(
    ensureServers(wanted, () => {}, world),
    /Installed, but not found: nats/,
  );
});

test('on macOS prints the command', async () => {
  const world = { find: () => ({ ...all, postgres: null, redis: null }), os: 'darwin', install: failing };
  await assert.rejects(
    ensureServers(wanted, failing, world),
    /brew install postgresql@17 redis .*DATABASE_URL, REDIS_URL/,
  );
});

test('names no setting for nginx, which has none', async () => {
  const world = { find: () => ({ ...all, nginx: null }), os: 'darwin', install: failing };
  await assert.rejects(ensureServers(wanted, failing, world), /brew install nginx\.$/);
});

test('elsewhere points at docker compose and at servers that run already', async () => {
  const world = { find: () => ({ ...all, nats: null }), os: 'linux', debian: () => false, install: failing };
  await assert.rejects(ensureServers(wanted, failing, world), /docker compose up.*NATS_URL/);
});
