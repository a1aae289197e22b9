import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const windowBytes = 16_384;

/** The last lines of a log file, however long it is, of what stands behind its first `from` bytes; empty where there is none. */
export function lastLines(file, { from = 0, count = 15 } = {}) {
  let handle;
  try {
    handle = openSync(file, 'r');
  } catch {
    return '';
  }
  try {
    const { size } = fstatSync(handle);
    const begin = Math.max(from, size - windowBytes);
    const buffer = Buffer.alloc(Math.max(0, size - begin));
    readSync(handle, buffer, 0, buffer.length, begin);
    return buffer.toString('utf8').trimEnd().split('\n').slice(-count).join('\n');
  } finally {
    closeSync(handle);
  }
}
