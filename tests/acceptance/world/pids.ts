import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const suffix = '.pid';

/** Written down beside the logs: a test process and the one that stops everything at the end share no memory. */
export const rememberPid = (logs: string, name: string, pid: number): void =>
  writeFileSync(join(logs, `${name}${suffix}`), String(pid));

export const pidOf = (logs: string, name: string): number =>
  Number(readFileSync(join(logs, `${name}${suffix}`), 'utf8'));

export const allPids = (logs: string): number[] =>
  readdirSync(logs)
    .filter((file) => file.endsWith(suffix))
    .map((file) => pidOf(logs, file.slice(0, -suffix.length)));

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
