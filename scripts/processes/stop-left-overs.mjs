import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { livingProcess, removePidFile } from './pid-file.mjs';
import { stopProcess } from './stop-process.mjs';

/** Stops what an earlier run of ours left behind when it was killed: exactly the processes of its pid files. Answers their names. */
export async function stopLeftOvers(pidFolder) {
  if (!existsSync(pidFolder)) return [];
  const files = readdirSync(pidFolder).map((name) => join(pidFolder, name));
  const stopped = await Promise.all(files.map(stopLeftOver));
  return stopped.filter((name) => name !== null);
}

async function stopLeftOver(file) {
  const living = livingProcess(file);
  if (living !== null) await stopProcess(living);
  removePidFile(file);
  return living?.name ?? null;
}
