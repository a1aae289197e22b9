import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scenarioMatrix } from './print-scenarios.mjs';

const report = (...results) => ({
  testResults: [{ assertionResults: results.map(([title, status]) => ({ title, status })) }],
});

test('a row a scenario, a column a provider, and what was not tried', () => {
  const matrix = scenarioMatrix(
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
    ['scenario          twilio  plivo', 'wakes fallback 1  passed  FAILED', 'says who calls    passed  –'].join('\n'),
  );
});

test('nothing where no test names a provider', () => {
  assert.equal(scenarioMatrix(report(['opens an incident by webhook', 'passed'])), null);
});
