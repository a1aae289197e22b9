import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertNodeVersion } from './install/assert-node-version.mjs';
import { ensureNpmPackages } from './install/npm-packages.mjs';
import { ensureServers } from './install/ensure-servers.mjs';
import { startThrowAwayServers } from './local-servers/throw-away-servers.mjs';
import { buildProjects } from './nx.mjs';
import { createProgress } from './progress.mjs';
import { sumOf } from './testing/count-results.mjs';
import { readArguments } from './testing/read-arguments.mjs';
import { runPhases, serverSetsFor } from './testing/run-phases.mjs';

const root = join(import.meta.dirname, '..');

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
  const sets = serverSetsFor(projects);
  const progress = createProgress(sets > 0 ? 4 : 1);
  await progress.step('npm packages', (report) => ensureNpmPackages(root, report, stopping.signal));
  assertKnown(projects);
  const folder = mkdtempSync(join(tmpdir(), 'ringdown-test-results-'));
  const servers = [];
  try {
    if (sets > 0) await prepareSystem(progress, sets, servers);
    const environments = servers.map(({ env }) => env);
    return sumOf(await runPhases(projects, environments, { root, rest, folder, signal: stopping.signal }));
  } finally {
    await Promise.all(servers.map((set) => set.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Builds, and starts so many sets of `servers`. */
async function prepareSystem(progress, sets, servers) {
  const binaries = await progress.step('Postgres, NATS, Redis, nginx', (report) =>
    ensureServers(['postgres', 'nats', 'redis', 'nginx'], report),
  );
  await progress.step('building', () => buildProjects(root, stopping.signal));
  const start = async () => servers.push(await startThrowAwayServers({ binaries }));
  await progress.step('starting servers for the tests', () => Promise.all(Array.from({ length: sets }, start)));
}

function assertKnown(projects) {
  const config = createRequire(import.meta.url)(join(root, 'jest.config.cjs'));
  const known = ['scripts', ...config.projects.map(({ displayName }) => displayName)];
  const unknown = projects.filter((project) => !known.includes(project));
  if (unknown.length > 0) throw new Error(`There are no ${unknown.join(', ')} tests; there are: ${known.join(', ')}.`);
}
