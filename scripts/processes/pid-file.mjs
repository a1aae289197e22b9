import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { startedAt } from './started-at.mjs';

/**
 * Writes down which process this is, so that it can be recognised after a crash of ours. `signals`: how to stop it.
 * `exclusive`: throws EEXIST where the file exists already.
 */
export function writePidFile(file, { name, pid, signals }, { exclusive = false } = {}) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ name, pid, started: startedAt(pid), signals }));
  try {
    (exclusive ? linkSync : renameSync)(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** What the file describes, if that very process still lives; else `null`. */
export function livingProcess(file) {
  try {
    const written = JSON.parse(readFileSync(file, 'utf8'));
    return written.started !== null && startedAt(written.pid) === written.started ? written : null;
  } catch {
    return null;
  }
}

export function removePidFile(file) {
  rmSync(file, { force: true });
}
