import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findServerBinaries } from './find-server-binaries.mjs';

const parent = mkdtempSync(join(tmpdir(), 'ringdown-binaries-'));
after(() => rmSync(parent, { recursive: true }));

function install(version, programs) {
  const bin = join(parent, version, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const program of programs) writeFileSync(join(bin, program), '', { mode: 0o755 });
  return bin;
}

const homes = [{ parent, pattern: /^(\d+)$/ }];
const nothing = () => null;

test('takes the newest Postgres that can also make a cluster', () => {
  install('9', ['postgres', 'initdb', 'createdb']);
  const fifteen = install('15', ['postgres', 'initdb', 'createdb']);
  install('17', ['pg_dump', 'createdb']);
  assert.equal(findServerBinaries({ which: nothing, homes }).postgres, fifteen);
});

test('says null for what is nowhere', () => {
  const found = findServerBinaries({ which: nothing, homes: [{ parent: join(parent, 'no-such'), pattern: /x/ }] });
  assert.deepEqual(found, { postgres: null, nats: null, redis: null, nginx: null });
});

test('takes NATS, Redis and nginx from the PATH', () => {
  const found = findServerBinaries({
    which: (program) => `/opt/${program}`.replace('/opt/initdb', join(parent, '9/bin/initdb')),
    homes: [],
  });
  assert.deepEqual(found, {
    postgres: join(parent, '9/bin'),
    nats: '/opt/nats-server',
    redis: '/opt/redis-server',
    nginx: '/opt/nginx',
  });
});
