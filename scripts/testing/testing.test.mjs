import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { countResults, sumOf } from './count-results.mjs';
import LongestFirst from './longest-first.cjs';
import { readArguments } from './read-arguments.mjs';
import { intWorkers, serverSetsFor } from './run-phases.mjs';
import { countTap } from './run-script-tests.mjs';
import { countReports } from './run-unit-tests.mjs';

const folder = mkdtempSync(join(tmpdir(), 'ringdown-count-'));
after(() => rmSync(folder, { recursive: true }));

const count = (report, exitCode) => {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return countResults(file, exitCode);
};

test('counts tests, and a suite that could not run as one failure', () => {
  const report = {
    numPassedTests: 12,
    numFailedTests: 2,
    numRuntimeErrorTestSuites: 1,
    numPendingTests: 3,
    numTodoTests: 0,
  };
  assert.deepEqual(count(report, 1), { passed: 12, failed: 3, skipped: 3 });
});

test('counts a failure that no test names: a set-up that threw, a crash before any report', () => {
  assert.deepEqual(count({ numPassedTests: 12 }, 1), { passed: 12, failed: 1, skipped: 0 });
  assert.deepEqual(count({ numPassedTests: 12, success: false }, 0), { passed: 12, failed: 1, skipped: 0 });
  assert.deepEqual(countResults(join(folder, 'none.json'), 1), { passed: 0, failed: 1, skipped: 0 });
});

test('adds up what the projects left, and counts a failed run that no report mentions', () => {
  const reports = mkdtempSync(join(folder, 'unit-'));
  writeFileSync(join(reports, 'kernel.json'), JSON.stringify({ numPassedTests: 12 }));
  writeFileSync(join(reports, 'control.json'), JSON.stringify({ numPassedTests: 3, numFailedTests: 2 }));
  assert.deepEqual(countReports(reports, false), { passed: 15, failed: 2, skipped: 0 });
  rmSync(join(reports, 'control.json'));
  assert.deepEqual(countReports(reports, true), { passed: 12, failed: 0, skipped: 0 });
  assert.deepEqual(countReports(reports, false), { passed: 12, failed: 1, skipped: 0 });
  assert.deepEqual(countReports(join(folder, 'never-made'), false), { passed: 0, failed: 1, skipped: 0 });
});

test('reads the totals of a TAP report', () => {
  const tap = '1..9\n# tests 9\n# pass 6\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0\n';
  assert.deepEqual(countTap(tap, 1), { passed: 6, failed: 2, skipped: 1 });
  assert.deepEqual(countTap('', 1), { passed: 0, failed: 1, skipped: 0 });
});

test('adds up', () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  assert.deepEqual(sumOf([one, one]), { passed: 2, failed: 4, skipped: 6 });
});

test('without arguments everything runs; with filters of jest only what jest knows', () => {
  const all = ['unit', 'int', 'acceptance', 'outages', 'more-outages'];
  assert.deepEqual(readArguments([]), { projects: ['scripts', ...all], rest: [] });
  assert.deepEqual(readArguments(['libs/chat', '-t', 'card']).projects, all);
  assert.deepEqual(readArguments(['--long', '-t', 'x']), {
    projects: ['interleavings', 'long', 'chaos'],
    rest: ['-t', 'x'],
  });
});

test('takes the projects out of what jest is given', () => {
  const expected = { projects: ['unit', 'int'], rest: ['-t', 'card'] };
  assert.deepEqual(readArguments(['--selectProjects', 'unit', 'int', '-t', 'card']), expected);
  assert.deepEqual(readArguments(['-t', 'card', '--selectProjects', 'unit', 'int']), expected);
  assert.deepEqual(readArguments(['--selectProjects=int', 'chat']), { projects: ['int'], rest: ['chat'] });
  assert.deepEqual(readArguments(['--selectProjects', 'acceptance']).projects, [
    'acceptance',
    'outages',
    'more-outages',
  ]);
});

test('starts servers for each worker of the integration tests, and for each whole system', () => {
  assert.equal(serverSetsFor(['scripts', 'unit']), 0);
  assert.equal(serverSetsFor(['acceptance', 'outages', 'more-outages', 'unit']), 3);
  assert.equal(serverSetsFor(['long', 'chaos']), 1);
  assert.equal(serverSetsFor(['chaos']), 1);
  assert.equal(serverSetsFor(['int']), intWorkers);
  assert.equal(serverSetsFor(['int', 'acceptance', 'outages', 'more-outages']), Math.max(3, intWorkers));
});

test('begins with the files that ask for the longest timeout, where nobody knows how long they take', () => {
  const context = { config: { cache: false }, hasteFS: { getSize: (path) => readFileSync(path).length } };
  const file = (name, source) => {
    const path = join(folder, name);
    writeFileSync(path, source);
    return { path, context };
  };
  const tests = [
    file('small.ts', 'it();'),
    file('patient.ts', 'jest.setTimeout(90_000);'),
    file('long.ts', 'it();'.repeat(100)),
    file('most-patient.ts', 'jest.setTimeout(240_000);'),
  ];
  const order = new LongestFirst({}).sort(tests).map(({ path }) => path.slice(folder.length + 1));
  assert.deepEqual(order, ['most-patient.ts', 'patient.ts', 'long.ts', 'small.ts']);
});
