import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';

// Below the range that systems hand out for outgoing connections, above the well-known ones.
const [lowest, beyond] = [20_000, 30_000];

/** Whether a server could listen on this loopback port now. */
export function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A free loopback port for each name: the one it had before (`kept`), where that is still free. */
export async function freePorts(names, kept = {}) {
  const ports = {};
  for (const name of names) {
    const taken = new Set(Object.values(ports));
    let port = kept[name];
    while (!port || taken.has(port) || !(await isFree(port))) port = randomInt(lowest, beyond);
    ports[name] = port;
  }
  return ports;
}
