import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { isInstalled } from './npm-packages.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ringdown-npm-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const locked = {
  '': { name: 'ringdown' },
  'libs/kernel': { version: '0.1.0' },
  'node_modules/@ringdown/kernel': { resolved: 'libs/kernel', link: true },
  'node_modules/pg': { version: '8.23.1' },
  'node_modules/only-on-a-mac': { version: '1.0.0', optional: true, os: ['darwin'] },
};
const present = { ...locked };
delete present[''];
delete present['node_modules/only-on-a-mac'];

function given({ lock = locked, installed }) {
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: lock }));
  if (!installed) return;
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }));
}

test('is content with what the lock file asks for; optional packages may be missing', () => {
  given({ installed: present });
  assert.equal(isInstalled(root), true);
});

test('sees that nothing is there', () => {
  given({});
  assert.equal(isInstalled(root), false);
});

test('sees an older version and a missing package', () => {
  given({ installed: present, lock: { ...locked, 'node_modules/pg': { version: '8.24.0' } } });
  assert.equal(isInstalled(root), false);
  given({ lock: { ...locked, 'node_modules/zod': { version: '4.6.7' } } });
  assert.equal(isInstalled(root), false);
});

test('says so where the lock file itself is missing', () => {
  given({ installed: present });
  rmSync(join(root, 'package-lock.json'));
  assert.throws(() => isInstalled(root), /package-lock\.json is missing/);
});
