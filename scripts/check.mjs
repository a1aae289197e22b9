import { join } from 'node:path';
import { assertNodeVersion } from './install/assert-node-version.mjs';
import { ensureNpmPackages } from './install/npm-packages.mjs';
import { runTargets } from './nx.mjs';
import { secondsSince } from './progress.mjs';

// npm run check: each target is described in nx.json and project.json; `-- --skip-nx-cache` and the like are handed to Nx.
const targets = ['lint', 'typecheck', 'test', 'test-scripts', 'migrations', 'format', 'depcruise'];

const root = join(import.meta.dirname, '..');
const start = performance.now();

try {
  assertNodeVersion();
  await ensureNpmPackages(root, console.log);
  const { ok } = await runTargets(root, targets, { rest: process.argv.slice(2) });
  console.log(`${ok ? 'All checks passed' : 'Some checks failed'} after ${secondsSince(start)}`);
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
