import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { endGroup } from '../processes/end-group.mjs';
import { countResults } from './count-results.mjs';
import { printScenarios } from './print-scenarios.mjs';

const lookMs = 500;
const saysHowMany = /^(-w|-i|--maxWorkers|--runInBand)/;

/**
 * Runs one jest project, `workers` files at a time, with its output on our terminal; `signal` ends it early. Answers what it came
 * to. The report is `<reportName>.json` in `folder`. jest writes it last of all: where it still runs `graceMs` later, something a test left open holds it, and it is ended
 * with a word about that.
 */
export async function runJest(options) {
  const { root, project, rest, env = process.env, folder, signal, workers = 1, graceMs = 10_000 } = options;
  const outputFile = join(folder, `${options.reportName ?? project}.json`);
  const args = ['node_modules/jest/bin/jest.js', '-c', 'jest.config.cjs', '--selectProjects', project];
  args.push('--passWithNoTests', '--json', `--outputFile=${outputFile}`);
  if (!rest.some((argument) => saysHowMany.test(argument)))
    args.push(workers > 1 ? `--maxWorkers=${workers}` : '--runInBand');
  args.push(...rest);
  // jest shows its progress on stderr; what it prints to stdout is only where the report went.
  // A group of its own: services that a broken set-up leaves behind belong to it, and end with it.
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const end = () => endGroup(child.pid);
  signal.addEventListener('abort', end, { once: true });
  const watch = endWhenOverdue(child, () => existsSync(outputFile), graceMs);
  const exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  signal.removeEventListener('abort', end);
  clearInterval(watch.timer);
  if (await endGroup(child.pid)) console.error(`What the ${project} tests left running was ended.`);
  printScenarios(outputFile);
  return countResults(outputFile, watch.wasOverdue() ? 0 : exitCode);
}

function endWhenOverdue(child, isDone, graceMs) {
  let doneAt = null;
  let overdue = false;
  const look = () => {
    if (doneAt === null && isDone()) doneAt = performance.now();
    if (doneAt === null || performance.now() - doneAt < graceMs || overdue) return;
    overdue = true;
    console.error('jest was ended: a test, or what it started, left something open.');
    child.kill('SIGKILL');
  };
  return { timer: setInterval(look, lookMs), wasOverdue: () => overdue };
}
