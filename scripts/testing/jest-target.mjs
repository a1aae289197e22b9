import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runJest } from './run-jest.mjs';

// node scripts/testing/jest-target.mjs <jest project> <name> <arguments for jest>…: what Nx runs where a target is a run of jest.
// Its report is test-results/<jest project>/<name>.json: an output of the target, which Nx lays down again from its cache.
const [project, reportName, ...rest] = process.argv.slice(2);
const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'test-results', project);

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopping.abort());

mkdirSync(folder, { recursive: true });
rmSync(join(folder, `${reportName}.json`), { force: true });
const { failed } = await runJest({ root, project, reportName, rest, folder, signal: stopping.signal });
process.exitCode = failed === 0 && !stopping.signal.aborted ? 0 : 1;
