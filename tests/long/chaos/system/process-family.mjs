import { readdirSync, readFileSync } from 'node:fs';

/** A process and all that descends from it, parents first (Postgres' backends lead groups of their own). Linux. */
export function familyOf(pid) {
  const children = new Map();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = parentOf(name);
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const family = [pid];
  for (const member of family) family.push(...(children.get(member) ?? []));
  return family;
}

function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the name, in parentheses, may hold anything
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

/** As a frozen host: the parents first, so that none is born meanwhile and stays awake. Answers whom it stopped. */
export function freeze(pid) {
  const stopped = [];
  for (;;) {
    const awake = familyOf(pid).filter((member) => !stopped.includes(member));
    if (awake.length === 0) return stopped;
    for (const member of awake) if (send(member, 'SIGSTOP')) stopped.push(member);
    if (!awake.some((member) => stopped.includes(member))) return stopped;
  }
}

export const thaw = (pids) => [...pids].reverse().forEach((pid) => send(pid, 'SIGCONT'));

export const killFamily = (pid) => familyOf(pid).forEach((member) => send(member, 'SIGKILL'));

function send(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    throw error;
  }
}
