import assert from 'node:assert/strict';
import { test } from 'node:test';
import { promiseMatrix } from './print-promises.mjs';

const report = (...results) => ({
  testResults: [{ assertionResults: results.map(([title, status]) => ({ title, status })) }],
});

test('a row a promise, a column a provider, and what was not tried', () => {
  const matrix = promiseMatrix(
    report(
      ['wakes fallback 1 [twilio]', 'passed'],
      ['wakes fallback 1 [plivo]', 'failed'],
      ['says who calls [twilio]', 'passed'],
      ['says who calls [plivo]', 'pending'],
      ['opens an incident by webhook', 'passed'],
    ),
  );
  assert.equal(
    matrix,
    ['promise           twilio  plivo', 'wakes fallback 1  kept    BROKEN', 'says who calls    kept    –'].join('\n'),
  );
});

test('nothing where no test names a provider', () => {
  assert.equal(promiseMatrix(report(['opens an incident by webhook', 'passed'])), null);
});
