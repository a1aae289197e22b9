import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const timeoutMs = 180_000;

/** A port that nobody listens on at this moment. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Starts one service as operators do: its built main.js, settings in the environment, logs in a file. */
export const startService = (name: string, env: Record<string, string>, logs: string): ChildProcess =>
  startProcess(name, join(root, 'apps', name, 'dist/main.js'), env, logs);

export function startProcess(name: string, file: string, env: Record<string, string>, logs: string): ChildProcess {
  const child = spawn(process.execPath, [file], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(join(logs, `${name}.log`), { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  return child;
}

/** Waits until it says that it can do its work. */
export async function untilReady(name: string, url: string, logs: string): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let last = '';
  while (Date.now() < deadline) {
    const answer = await fetch(url).catch((error: unknown) => String(error));
    if (typeof answer !== 'string' && answer.ok) return;
    last = typeof answer === 'string' ? answer : await answer.text();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${name} is not ready: ${last}\n${readFileSync(join(logs, `${name}.log`), 'utf8').slice(-3000)}`);
}
