import { readFileSync } from 'node:fs';

/**
 * What one run of jest came to, from its exit code and its `--outputFile`. A suite that could not run counts as one failure,
 * and so does a run that failed without naming a test (a set-up that threw, a crash).
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function countResults(file, exitCode) {
  const report = readReport(file);
  const passed = report?.numPassedTests ?? 0;
  const named = (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0);
  const unnamed = exitCode !== 0 || report?.success === false;
  const failed = named === 0 && unnamed ? 1 : named;
  return { passed, failed, skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0) };
}

export function sumOf(results) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results) for (const key of Object.keys(total)) total[key] += result[key];
  return total;
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
