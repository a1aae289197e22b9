import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { withoutDaemons } from './debian-packages.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ringdown-debian-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const policy = () => join(root, 'usr/sbin/policy-rc.d');
const cluster = () => join(root, 'etc/postgresql-common/createcluster.d/ringdown.conf');

test('forbids daemons and clusters while packages are installed, and leaves no trace', async () => {
  await withoutDaemons(root, async () => {
    assert.match(readFileSync(policy(), 'utf8'), /^#!\/bin\/sh\n(#.*\n)exit 101\n$/);
    assert.equal(statSync(policy()).mode & 0o111, 0o111);
    assert.match(readFileSync(cluster(), 'utf8'), /^create_main_cluster = false$/m);
  });
  assert.deepEqual(readdirSync(root), []);
});

test('leaves no trace where the installation fails', async () => {
  await assert.rejects(
    withoutDaemons(root, () => Promise.reject(new Error('no network'))),
    /no network/,
  );
  assert.deepEqual(readdirSync(root), []);
});

test('respects a policy that somebody else has made', async () => {
  mkdirSync(join(root, 'usr/sbin'), { recursive: true });
  writeFileSync(policy(), '#!/bin/sh\nexit 0\n');
  await withoutDaemons(root, async () => assert.equal(readFileSync(policy(), 'utf8'), '#!/bin/sh\nexit 0\n'));
  assert.equal(readFileSync(policy(), 'utf8'), '#!/bin/sh\nexit 0\n');
});

test('keeps the folders that the packages have filled', async () => {
  const shipped = join(root, 'etc/postgresql-common/createcluster.conf');
  await withoutDaemons(root, async () => writeFileSync(shipped, 'ssl = on\n'));
  assert.ok(existsSync(shipped));
  assert.ok(!existsSync(cluster()));
});

test('clears up what an interrupted installation of ours left', async () => {
  let left;
  await withoutDaemons(root, async () => {
    left = readFileSync(policy(), 'utf8');
  });
  mkdirSync(join(root, 'usr/sbin'), { recursive: true });
  writeFileSync(policy(), left);
  await withoutDaemons(root, async () => {});
  assert.ok(!existsSync(policy()));
});
