import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const startTimeField = 19;

/**
 * When a process began, as the system knows it: with the pid, it distinguishes a process from a later one of the same pid.
 * `null` where there is no such process (or only what is left of it, waiting to be reaped).
 */
export function startedAt(pid) {
  return existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name in parentheses and may itself hold blanks and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[startTimeField]}`;
  } catch {
    return null;
  }
}

function fromPs(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  const line = (stdout ?? '').trim();
  return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '');
}
