import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// Servers live in sbin on Debian, which is not on everybody's PATH; Homebrew's folders are missing in some shells.
const alsoLookIn = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/opt/homebrew/bin'];

/** The full path of a program, or `null`. */
export function which(program, path = process.env.PATH ?? '') {
  const folders = [...path.split(delimiter).filter(Boolean), ...alsoLookIn];
  return folders.map((folder) => join(folder, program)).find(isProgram) ?? null;
}

export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
