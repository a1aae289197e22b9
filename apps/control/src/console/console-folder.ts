import { statSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Where the console's build is, seen from this file in src as in dist. */
export const consoleFolder = join(import.meta.dirname, '../../../console/dist');

/** The file of the folder that a URL's path names, relative to it; null where there is none. */
export function fileAt(folder: string, urlPath: string): string | null {
  const path = decoded(urlPath);
  if (path === null) return null;
  const file = join(folder, path);
  const isInside = file.startsWith(folder + sep);
  return isInside && statSync(file, { throwIfNoEntry: false })?.isFile() ? file.slice(folder.length + 1) : null;
}

function decoded(urlPath: string): string | null {
  try {
    const path = decodeURIComponent(urlPath);
    return path.includes('\0') ? null : path;
  } catch {
    return null;
  }
}
