import { join } from 'node:path';
import { checkSteps } from './checking/check-steps.mjs';
import { runSteps } from './checking/run-steps.mjs';
import { assertNodeVersion } from './install/assert-node-version.mjs';
import { ensureNpmPackages } from './install/npm-packages.mjs';
import { secondsSince } from './progress.mjs';

const root = join(import.meta.dirname, '..');
const start = performance.now();

try {
  assertNodeVersion();
  await ensureNpmPackages(root, console.log);
  const failures = await runSteps(checkSteps(root), { root, atOnce: 2, report: console.log });
  for (const { title, output } of failures) console.error(`\n── ${title} ──\n${output.trimEnd()}`);
  console.log(`\n${failures.length === 0 ? 'All is well' : `${failures.length} failed`} after ${secondsSince(start)}`);
  process.exitCode = failures.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
