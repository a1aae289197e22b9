import { join } from 'node:path';
import { nginx } from '../../../../scripts/local-servers/nginx.mjs';
import { startUntilReady } from '../../../../scripts/processes/start-until-ready.mjs';
import { services } from '../../../../scripts/starting/services.mjs';

const root = join(import.meta.dirname, '../../../..');
const readyMs = 90_000;

/** Starts what one of the following describes, as `npm start` does, and answers when it is ready. */
export const startedProgram = ({ prepare, ready, ...program }) => {
  prepare?.();
  const isReady = () => answersWell(ready);
  return startUntilReady(program, { isReady, timeoutMs: readyMs });
};

export function serviceProgram({ folder, name, as, env, port, readyPath }) {
  return {
    ...filesOf(folder, as),
    name: as,
    givesWay: services.find((service) => service.name === name)?.givesWay,
    command: process.execPath,
    args: [join('apps', name, 'dist', 'main.js')],
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    ready: `http://127.0.0.1:${port}${readyPath}`,
  };
}

export function proxyProgram({ folder, ports, settings, binary }) {
  const to = (name) => `http://127.0.0.1:${ports[`to-${name}`]}`;
  const { prepare, command, args, url } = nginx({
    folder: join(folder, 'nginx'),
    binary,
    port: ports.proxy,
    upstreams: {
      control: to('control'),
      ingest: to('ingest'),
      voice: to('call-routing'),
      notification: to('notification'),
    },
    fallbackDir: settings.FALLBACK_DIR,
  });
  const env = { PATH: process.env.PATH };
  return {
    ...filesOf(folder, 'proxy'),
    name: 'proxy',
    command,
    args,
    env,
    cwd: root,
    prepare,
    ready: `${url}/healthz`,
  };
}

const filesOf = (folder, name) => ({
  logFile: join(folder, 'logs', `${name}.log`),
  pidFile: join(folder, 'pids', `${name}.json`),
});

export async function answersWell(url) {
  try {
    const { ok } = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return ok;
  } catch {
    return false;
  }
}
