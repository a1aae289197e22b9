import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { eventually } from '@ringdown/testkit';

export interface RunningProxy {
  readonly origin: string;
  /** How often nobody listened where it wanted to lead a request on. */
  refusals(): number;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  taken.close();
  return port;
}

/** The reverse proxy of deploy/, with files in `folder` and the fallback documents of `folder`/fallback. */
export async function aProxy(
  folder: string,
  to: { readonly voice: string; readonly others: string },
): Promise<RunningProxy> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    PORT: String(port),
    FOLDER: join(folder, 'nginx'),
    FALLBACK_DIR: join(folder, 'fallback'),
    CONTROL: to.others,
    INGEST: to.others,
    VOICE: to.voice,
    NOTIFICATION: to.others,
  };
  const script = join(__dirname, '../../../../scripts/local-proxy.mjs');
  // nginx writes a line for every upstream that is unavailable, which is what these tests are about
  const logFile = join(folder, 'proxy.log');
  const log = openSync(logFile, 'a');
  const proxy = spawn(process.execPath, [script], { env, stdio: ['ignore', log, log] });
  closeSync(log);
  await eventually(async () => expect((await fetch(`${origin}/healthz`)).status).toBe(200));
  return {
    origin,
    refusals: () => readFileSync(logFile, 'utf8').split('Connection refused').length - 1,
    async stop() {
      const gone = once(proxy, 'close');
      proxy.kill('SIGTERM');
      await gone;
    },
  };
}
