import { isFree } from '../local-servers/free-ports.mjs';
import { portOf } from './services.mjs';

/** Throws, naming every service whose port somebody else listens on. */
export async function assertPortsFree(wanted, firstPort) {
  const ports = wanted.map((service) => ({ name: service.name, port: portOf(service, firstPort) }));
  const free = await Promise.all(ports.map(({ port }) => isFree(port)));
  const taken = ports.filter((_, index) => !free[index]);
  if (taken.length === 0) return;
  const list = taken.map(({ name, port }) => `port ${port} (${name})`).join(', ');
  throw new Error(
    `Taken by another program: ${list}. Stop that program (ss -ltnp shows it), or: npm start -- --first-port 4200`,
  );
}
