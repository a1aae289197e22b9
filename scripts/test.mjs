import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertNodeVersion } from './install/assert-node-version.mjs';
import { buildProjects } from './install/build-projects.mjs';
import { ensureNpmPackages } from './install/npm-packages.mjs';
import { ensureServers } from './install/ensure-servers.mjs';
import { startThrowAwayServers } from './local-servers/throw-away-servers.mjs';
import { createProgress } from './progress.mjs';
import { sumOf } from './testing/count-results.mjs';
import { readArguments } from './testing/read-arguments.mjs';
import { runJest } from './testing/run-jest.mjs';
import { runScriptTests } from './testing/run-script-tests.mjs';

const root = join(import.meta.dirname, '..');
const serverless = ['scripts', 'unit'];

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopping.abort());

let total = { passed: 0, failed: 1, skipped: 0 };
try {
  assertNodeVersion();
  total = await runEverything(readArguments(process.argv.slice(2)));
} catch (error) {
  console.error(error.message);
}
if (stopping.signal.aborted) console.error('Interrupted.');
else if (total.passed + total.failed === 0) console.error('No test ran.');
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 || stopping.signal.aborted ? 1 : 0;

async function runEverything({ projects, rest }) {
  const needsServers = projects.some((project) => !serverless.includes(project));
  const progress = createProgress(needsServers ? 4 : 1);
  await progress.step('npm packages', (report) => ensureNpmPackages(root, report, stopping.signal));
  assertKnown(projects);
  const folder = mkdtempSync(join(tmpdir(), 'ringdown-test-results-'));
  let servers = null;
  try {
    if (needsServers) servers = await prepareSystem(progress);
    const env = { ...process.env, ...servers?.env };
    const results = [];
    for (const project of projects) {
      if (stopping.signal.aborted) break;
      console.log(`\n${project} tests`);
      const run = project === 'scripts' ? runScriptTests : runJest;
      results.push(await run({ root, project, rest, env, folder, signal: stopping.signal }));
    }
    return sumOf(results);
  } finally {
    await servers?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepareSystem(progress) {
  const binaries = await progress.step('Postgres, NATS, Redis, nginx', (report) =>
    ensureServers(['postgres', 'nats', 'redis', 'nginx'], report),
  );
  await progress.step('building', () => buildProjects(root, stopping.signal));
  return progress.step('starting servers for the tests', () => startThrowAwayServers({ binaries }));
}

function assertKnown(projects) {
  const config = createRequire(import.meta.url)(join(root, 'jest.config.cjs'));
  const known = ['scripts', ...config.projects.map(({ displayName }) => displayName)];
  const unknown = projects.filter((project) => !known.includes(project));
  if (unknown.length > 0) throw new Error(`There are no ${unknown.join(', ')} tests; there are: ${known.join(', ')}.`);
}
