import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fchownSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Makes a folder that only `user` ({ uid, gid }, or null for ourselves) can read; leaves an existing one as it is. */
export function ownFolder(folder, user) {
  if (existsSync(folder)) return;
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(folder, { mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
}

/** Writes a file that only `user` can read, in the place of one that may have been everybody's. */
export function ownFile(file, text, user) {
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  // exclusive: as root we follow no link that the owner of the folder may have put there
  const handle = openSync(draft, 'wx', 0o600);
  try {
    if (user) fchownSync(handle, user.uid, user.gid);
    writeSync(handle, text);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
}

/** Closes a folder of ours to others, also one that an earlier version left open; makes it where there is none. */
export function closeFolder(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

/**
 * Makes the data folder where there is none: nobody else lists it, but as root the servers' user gets through to its own. What is in
 * an existing one is closed; the folder itself may be one that the user chose for more than this.
 */
export function makeDataFolder(folder) {
  mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
}
