import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { findServerBinaries } from '../install/find-server-binaries.mjs';
import { freePorts } from './free-ports.mjs';
import { greetingOf } from './greeting-of.mjs';
import { closeFolder, ownFile } from './own-folder.mjs';
import { startLocalServers } from './start-local-servers.mjs';
import { startThrowAwayServers } from './throw-away-servers.mjs';

const binaries = findServerBinaries();
let parent;
beforeEach(() => {
  parent = mkdtempSync('/tmp/ringdown-servers-test-');
  chmodSync(parent, 0o755);
});
afterEach(() => rmSync(parent, { recursive: true }));

const authOf = (url) => `AUTH ${new URL(url).password}\r\n`;
const portIn = (url) => Number(new URL(url).port);

test('three servers answer on loopback ports of their own, and vanish without a trace', async () => {
  const servers = await startThrowAwayServers({ binaries, parent });
  const { DATABASE_URL, NATS_URL, REDIS_URL } = servers.env;
  assert.match(await greetingOf(portIn(NATS_URL)), /"jetstream":true/);
  assert.match(await greetingOf(portIn(REDIS_URL), 'PING\r\n'), /^-NOAUTH/);
  assert.match(await greetingOf(portIn(REDIS_URL), `${authOf(REDIS_URL)}PING\r\n`), /\+PONG/);
  // Postgres answers a request for TLS with one letter.
  assert.match(await greetingOf(portIn(DATABASE_URL), Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])), /^[NS]$/);
  await servers.stop();
  assert.deepEqual(readdirSync(parent), []);
  assert.equal(await greetingOf(portIn(NATS_URL)), '');
});

test('the data outlives a stop, on the same ports and with the same password', async () => {
  const folder = join(parent, 'data');
  const options = { folder, wanted: ['redis'], binaries, elsewhere: null };
  const first = await startLocalServers(options);
  const port = portIn(first.env.REDIS_URL);
  assert.match(await greetingOf(port, `${authOf(first.env.REDIS_URL)}SET caller priya\r\n`), /\+OK\r\n\+OK/);
  await first.stop();
  const second = await startLocalServers(options);
  assert.deepEqual(second.env, first.env);
  assert.match(await greetingOf(port, `${authOf(second.env.REDIS_URL)}GET caller\r\n`), /priya/);
  await second.stop();
});

test('what an earlier version left without passwords gets them, and its data stays', async () => {
  const folder = join(parent, 'data');
  const options = { folder, wanted: ['postgres', 'nats', 'redis'], binaries, elsewhere: null };
  const config = join(folder, 'servers/redis.conf');
  const earlier = await startLocalServers(options);
  await greetingOf(portIn(earlier.env.REDIS_URL), `${authOf(earlier.env.REDIS_URL)}SET caller priya\r\n`);
  await earlier.stop();
  const { ports, password } = JSON.parse(readFileSync(join(folder, 'servers.json'), 'utf8'));
  writeFileSync(join(folder, 'servers.json'), JSON.stringify({ ports, password }));
  chmodSync(config, 0o644);

  const now = await startLocalServers(options);
  try {
    const { DATABASE_URL, REDIS_URL } = now.env;
    assert.equal(DATABASE_URL, earlier.env.DATABASE_URL);
    assert.notEqual(REDIS_URL, earlier.env.REDIS_URL);
    assert.match(await greetingOf(portIn(REDIS_URL), 'PING\r\n'), /^-NOAUTH/);
    assert.match(await greetingOf(portIn(REDIS_URL), `${authOf(REDIS_URL)}GET caller\r\n`), /priya/);
    assert.equal(statSync(config).mode & 0o777, 0o600);
  } finally {
    await now.stop();
  }
});

test('each password is one of its own, in files that only their user reads, and in no argument of a process', async () => {
  const servers = await startThrowAwayServers({ binaries, parent });
  try {
    const urls = [...Object.values(JSON.parse(servers.env.NATS_URLS)), servers.env.DATABASE_URL, servers.env.REDIS_URL];
    const passwords = urls.map((url) => new URL(url).password);
    assert.equal(new Set(passwords).size, urls.length);
    for (const password of passwords) assert.match(password, /^[0-9a-f]{36}$/);

    const secret = (text) => passwords.some((password) => text.includes(password));
    const files = readdirSync(servers.folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const holding = files
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((file) => secret(readFileSync(file, 'latin1')));
    assert.deepEqual(holding.map((file) => file.slice(servers.folder.length + 1)).sort(), [
      'servers.json',
      'servers/redis.conf',
    ]);
    for (const file of holding) assert.equal(statSync(file).mode & 0o777, 0o600, file);

    const started = readdirSync(join(servers.folder, 'pids'));
    assert.equal(started.length, 3);
    for (const file of started) {
      const { pid } = JSON.parse(readFileSync(join(servers.folder, 'pids', file), 'utf8'));
      const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
      assert.ok(stdout.length > 0);
      assert.ok(!secret(stdout), stdout);
    }
  } finally {
    await servers.stop();
  }
});

test('a file of the servers takes the place of one that everybody could read, and follows no link', () => {
  const file = join(parent, 'redis.conf');
  const elsewhere = join(parent, 'elsewhere');
  writeFileSync(file, 'old', { mode: 0o644 });
  writeFileSync(elsewhere, 'untouched');
  symlinkSync(elsewhere, `${file}.new`);
  ownFile(file, 'new', null);
  assert.equal(readFileSync(file, 'utf8'), 'new');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(readFileSync(elsewhere, 'utf8'), 'untouched');
});

test('a folder that an earlier version left open to others is closed', () => {
  const logs = join(parent, 'logs');
  mkdirSync(logs, { mode: 0o755 });
  for (const folder of [logs, join(parent, 'pids')]) {
    closeFolder(folder);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
  }
});

test('a port that somebody else took meanwhile is left to them', async () => {
  const kept = await freePorts(['nats']);
  const other = createServer().listen(kept.nats, '127.0.0.1');
  try {
    assert.notEqual((await freePorts(['nats'], kept)).nats, kept.nats);
  } finally {
    other.close();
  }
});

test('what a killed script left behind is stopped by the next one', async () => {
  const here = JSON.stringify(new URL('./throw-away-servers.mjs', import.meta.url).href);
  const options = JSON.stringify({ binaries, parent });
  const script = `const { startThrowAwayServers } = await import(${here});
    const servers = await startThrowAwayServers(${options});
    console.log(servers.env.REDIS_URL); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim())));
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  assert.match(await greetingOf(portIn(url), 'PING\r\n'), /^-NOAUTH/);

  const next = await startThrowAwayServers({ binaries, parent, settleMs: 0 });
  assert.equal(await greetingOf(portIn(url), 'PING\r\n'), '');
  await next.stop();
  assert.deepEqual(readdirSync(parent), []);
});
