import { writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

const nice = 10;
const nicest = 19;

/**
 * Lets a process of ours have the CPU when the others do not need it. Where Linux shares the CPU between sessions first
 * ("autogroup", sched(7)), niceness counts within a session only, and the session's own is set too. Where neither may be set
 * the process runs like the others.
 */
export function giveWay(pid) {
  try {
    setPriority(pid, Math.min(nicest, getPriority(pid) + nice));
    writeFileSync(`/proc/${pid}/autogroup`, String(nice));
  } catch {
    // a preference, not a need
  }
}
