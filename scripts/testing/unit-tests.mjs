import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runJest } from './run-jest.mjs';
import { unitReports } from './run-unit-tests.mjs';

// node scripts/testing/unit-tests.mjs <project> <folder>…: what Nx runs as the target `test` of a project.
const [name, ...folders] = process.argv.slice(2);
const root = join(import.meta.dirname, '..', '..');
const folder = unitReports(root);

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopping.abort());

mkdirSync(folder, { recursive: true });
rmSync(join(folder, `${name}.json`), { force: true });
const rest = ['--roots', ...folders];
const { failed } = await runJest({ root, project: 'unit', reportName: name, rest, folder, signal: stopping.signal });
process.exitCode = failed === 0 && !stopping.signal.aborted ? 0 : 1;
