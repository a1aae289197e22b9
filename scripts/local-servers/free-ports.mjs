import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

// Below the range that systems hand out for outgoing connections, above the well-known ones.
const [lowest, beyond] = [20_000, 30_000];
const reservations = join(tmpdir(), `ringdown-ports-${userInfo().username}`);

/** Whether a server could listen on this loopback port now. */
export function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * A free loopback port for each name: the one it had before (`kept`), where that is still free.
 * @returns {Promise<Record<string, number>>}
 */
export async function freePorts(names, kept = {}) {
  /** @type {Record<string, number>} */
  const ports = {};
  for (const name of names) {
    const taken = new Set(Object.values(ports));
    let port = kept[name];
    while (!port || taken.has(port) || !(await isFree(port)) || !isReserved(port)) port = randomInt(lowest, beyond);
    ports[name] = port;
  }
  return ports;
}

/**
 * Two systems that start side by side look for ports before either listens. So a port belongs to the process that wrote its file, for
 * as long as that lives.
 */
function isReserved(port) {
  const file = join(reservations, String(port));
  mkdirSync(reservations, { recursive: true });
  for (let tries = 0; tries < 2; tries++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return true;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = ownerOf(file);
    if (owner === process.pid) return true;
    if (isAlive(owner)) return false;
    rmSync(file, { force: true });
  }
  return false;
}

function ownerOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
