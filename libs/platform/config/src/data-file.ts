import { mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Reads a JSON file of this service's data folder; null where there is none or it is broken, which `onBroken` hears. */
export function readDataFile(file: string, onBroken: (error: unknown) => void = () => undefined): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onBroken(error);
    return null;
  }
}

/** Writes whole or not at all: a crash, or a power cut, in the middle leaves the old file. */
export async function writeDataFile(file: string, value: unknown): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(value), { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}
