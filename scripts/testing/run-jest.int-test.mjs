import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { startedAt } from '../processes/started-at.mjs';
import { runJest } from './run-jest.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ringdown-jest-'));
  mkdirSync(join(root, 'node_modules/jest/bin'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

/** A program in jest's place that writes `report` where it was asked to, and then does what `afterwards` says. */
function fakeJest(report, afterwards) {
  const file = `process.argv.find((one) => one.startsWith('--outputFile=')).slice(13)`;
  const written = JSON.stringify({ testResults: [], ...report });
  const write = `require('node:fs').writeFileSync(${file}, ${JSON.stringify(written)});`;
  writeFileSync(join(root, 'node_modules/jest/bin/jest.js'), `${write}\n${afterwards}`);
}

const run = (graceMs) => {
  const signal = new AbortController().signal;
  return runJest({ root, project: 'unit', rest: [], env: process.env, folder: root, signal, graceMs });
};

test('counts what jest reports', async () => {
  fakeJest({ success: false, numPassedTests: 3, numFailedTests: 1 }, 'process.exit(1)');
  assert.deepEqual(await run(60_000), { passed: 3, failed: 1, skipped: 0 });
});

test('does not wait for ever for a jest that something holds open, and still counts', async () => {
  fakeJest({ success: true, numPassedTests: 3 }, 'setInterval(() => {}, 1000)');
  assert.deepEqual(await run(0), { passed: 3, failed: 0, skipped: 0 });
});

test('ends the services that a broken set-up left running', async () => {
  const service = `const { pid } = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    require('node:fs').writeFileSync('left-running', String(pid)); process.exit(1);`;
  fakeJest({ success: false, numPassedTests: 0 }, service);
  assert.deepEqual(await run(60_000), { passed: 0, failed: 1, skipped: 0 });
  assert.equal(startedAt(Number(readFileSync(join(root, 'left-running'), 'utf8'))), null);
});
