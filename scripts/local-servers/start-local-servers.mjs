import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readKept, writeKept } from '../processes/kept-json.mjs';
import { startUntilReady } from '../processes/start-until-ready.mjs';
import { freePorts } from './free-ports.mjs';
import { nats, natsUsers } from './nats.mjs';
import { postgres } from './postgres.mjs';
import { redis } from './redis.mjs';
import { serversFolder } from './servers-folder.mjs';

export const serverKinds = { postgres, nats, redis };

/** For those who need a server once: a failure to come up is theirs to see, a later death too. */
const startOnce = (_name, start) => start();

/**
 * Starts private servers on loopback ports, all data below `folder`, and answers when they do. `keep(name, start)` may watch over
 * each (see keep-running.mjs); `elsewhere`: see servers-folder.mjs.
 * @returns {Promise<{ env: Record<string, string>, natsUrls: Record<string, string>, stop(): Promise<void>, kill(): void }>} `env`:
 *   DATABASE_URL and so on, with every right; `natsUrls`: NATS_URL of each service, with the rights that it needs
 */
export async function startLocalServers({ folder, wanted, binaries, throwAway = false, elsewhere, keep = startOnce }) {
  const place = serversFolder(folder, elsewhere);
  const kept = readKept(join(folder, 'servers.json'));
  const ports = { ...kept.ports, ...(await freePorts(wanted, kept.ports)) };
  const passwords = keptPasswords(kept);
  writeKept(join(folder, 'servers.json'), { ports, ...passwords });

  const servers = wanted.map((kind) =>
    serverKinds[kind]({ ...place, binaries, port: ports[kind], ...passwords, throwAway }),
  );
  const started = [];
  const stop = async () => {
    for (const running of started.splice(0).reverse()) await running.stop();
  };
  const startOne = async (server) => {
    started.push(await keep(server.name, () => startServer(server, folder, place.user)));
  };
  const outcomes = await Promise.allSettled(servers.map(startOne));
  const failure = outcomes.find(({ status }) => status === 'rejected');
  if (failure) {
    await stop();
    throw failure.reason;
  }
  const env = Object.fromEntries(servers.map(({ variable, url }) => [variable, url]));
  const natsUrls = servers.find(({ urls }) => urls)?.urls ?? {};
  return { env, natsUrls, stop, kill: () => started.forEach((running) => running.kill()) };
}

/** `password` is that of Postgres, the only one that an earlier version made. */
function keptPasswords({ password, redisPassword, natsPasswords = {} }) {
  const made = () => randomBytes(18).toString('hex');
  return {
    password: password ?? made(),
    redisPassword: redisPassword ?? made(),
    natsPasswords: Object.fromEntries(natsUsers.map((user) => [user, natsPasswords[user] ?? made()])),
  };
}

async function startServer(server, folder, user) {
  server.prepare();
  const program = {
    ...server,
    user,
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', ...server.env },
    cwd: '/',
    logFile: join(folder, 'logs', `${server.name}.log`),
    pidFile: join(folder, 'pids', `${server.name}.json`),
  };
  const running = await startUntilReady(program, { isReady: server.isReady });
  try {
    await server.afterReady?.();
    return running;
  } catch (error) {
    await running.stop();
    throw error;
  }
}
