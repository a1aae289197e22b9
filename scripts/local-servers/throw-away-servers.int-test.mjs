import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { findServerBinaries } from '../install/find-server-binaries.mjs';
import { freePorts } from './free-ports.mjs';
import { greetingOf } from './greeting-of.mjs';
import { startLocalServers } from './start-local-servers.mjs';
import { startThrowAwayServers } from './throw-away-servers.mjs';

const binaries = findServerBinaries();
let parent;
beforeEach(() => {
  parent = mkdtempSync('/tmp/ringdown-servers-test-');
  chmodSync(parent, 0o755);
});
afterEach(() => rmSync(parent, { recursive: true }));

const portIn = (url) => Number(new URL(url).port);

test('three servers answer on loopback ports of their own, and vanish without a trace', async () => {
  const servers = await startThrowAwayServers({ binaries, parent });
  const { DATABASE_URL, NATS_URL, REDIS_URL } = servers.env;
  assert.match(await greetingOf(portIn(NATS_URL)), /"jetstream":true/);
  assert.match(await greetingOf(portIn(REDIS_URL), 'PING\r\n'), /^\+PONG/);
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
  assert.match(await greetingOf(port, 'SET caller priya\r\n'), /^\+OK/);
  await first.stop();
  const second = await startLocalServers(options);
  assert.deepEqual(second.env, first.env);
  assert.match(await greetingOf(port, 'GET caller\r\n'), /priya/);
  await second.stop();
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
  assert.match(await greetingOf(portIn(url), 'PING\r\n'), /^\+PONG/);

  const next = await startThrowAwayServers({ binaries, parent, settleMs: 0 });
  assert.equal(await greetingOf(portIn(url), 'PING\r\n'), '');
  await next.stop();
  assert.deepEqual(readdirSync(parent), []);
});
