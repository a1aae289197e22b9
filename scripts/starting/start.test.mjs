import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { claimCheckout } from './claim-checkout.mjs';
import { readStartOptions } from './read-options.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringdown-claim-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('one start at a time; the next may come when the first has given up', () => {
  const file = join(folder, 'start.json');
  const giveUp = claimCheckout(file);
  assert.throws(() => claimCheckout(file), new RegExp(`runs here already \\(process ${process.pid}\\)`));
  giveUp();
  claimCheckout(file)();
});

test('the claim of a process that is gone counts for nothing', () => {
  const file = join(folder, 'start.json');
  writeFileSync(file, JSON.stringify({ name: 'npm start', pid: process.pid, started: 'before the last boot' }));
  claimCheckout(file)();
});

test('reads the options of npm start', () => {
  assert.deepEqual(readStartOptions([]), { empty: false, help: false, data: '.ringdown', firstPort: 3000 });
  assert.deepEqual(readStartOptions(['--empty', '--first-port', '4200']).firstPort, 4200);
  assert.throws(() => readStartOptions(['--first-port', 'http']), /expected a number from 1024 to 65000, got http/);
  assert.throws(() => readStartOptions(['--demo']), /--demo/);
});
