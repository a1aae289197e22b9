import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { livingProcess } from '../../../../scripts/processes/pid-file.mjs';
import { stopLeftOvers } from '../../../../scripts/processes/stop-left-overs.mjs';
import { unmountLeftOvers } from './small-disk.mjs';

const settleMs = 5_000;

/** As root, the servers run as somebody else, who may not get through to a TMPDIR of ours. */
export const prefix = join(process.getuid?.() === 0 ? '/tmp' : tmpdir(), 'ringdown-chaos-');

/** Clears up after runs that were killed before they could: their processes, what they mounted, their files. */
export async function removeAbandoned() {
  const parent = dirname(prefix);
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(basename(prefix)))) {
    const folder = join(parent, name);
    if (!isAbandoned(folder)) continue;
    for (const pids of ['pids', 'nats/pids', 'redis/pids', 'disks/postgres/pids'])
      await stopLeftOvers(join(folder, pids));
    unmountLeftOvers(`${folder}/`);
    rmSync(folder, { recursive: true, force: true });
  }
}

function isAbandoned(folder) {
  const { uid, birthtimeMs } = lstatSync(folder);
  const mine = uid === (process.getuid?.() ?? uid);
  return mine && Date.now() - birthtimeMs > settleMs && livingProcess(join(folder, 'owner.json')) === null;
}
