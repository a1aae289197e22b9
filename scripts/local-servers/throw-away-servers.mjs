import { chmodSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { livingProcess, writePidFile } from '../processes/pid-file.mjs';
import { stopLeftOvers } from '../processes/stop-left-overs.mjs';
import { serverKinds, startLocalServers } from './start-local-servers.mjs';

const prefix = 'ringdown-throw-away-';
const ownerFile = 'owner.json';

/**
 * All three servers in a temporary folder, fast and unsafe, for tests. `stop()` removes every trace. What a killed script left
 * behind in `parent` is cleared up, once it is older than `settleMs`: before that, its owner may be about to sign it.
 */
export async function startThrowAwayServers({ binaries, parent = temporaryFolder(), settleMs = 5_000 }) {
  await removeAbandoned(parent, settleMs);
  const folder = mkdtempSync(join(parent, prefix));
  // As root, the servers run as somebody else, who has to get through to a folder of theirs.
  chmodSync(folder, 0o711);
  writePidFile(join(folder, ownerFile), { name: 'owner', pid: process.pid, signals: [] });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const wanted = Object.keys(serverKinds);
    const servers = await startLocalServers({ folder, wanted, binaries, throwAway: true, elsewhere: null });
    return {
      ...servers,
      env: { ...servers.env, NATS_URLS: JSON.stringify(servers.natsUrls) },
      folder,
      async stop() {
        await servers.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** As root, the servers run as somebody else, who may not get through to a TMPDIR of ours. */
const temporaryFolder = () => (process.getuid?.() === 0 ? '/tmp' : tmpdir());

/** Clears up after scripts that were killed before they could. Another user's folders are none of our business. */
async function removeAbandoned(parent, settleMs) {
  const folders = readdirSync(parent)
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(parent, name));
  for (const folder of folders.filter((folder) => isAbandoned(folder, settleMs))) {
    await stopLeftOvers(join(folder, 'pids'));
    rmSync(folder, { recursive: true, force: true });
  }
}

function isAbandoned(folder, settleMs) {
  const { uid, birthtimeMs } = lstatSync(folder);
  const mine = uid === (process.getuid?.() ?? uid);
  const settled = Date.now() - birthtimeMs > settleMs;
  return mine && settled && livingProcess(join(folder, ownerFile)) === null;
}
