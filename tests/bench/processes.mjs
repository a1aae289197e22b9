import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Of a process that `npm start` has written down. */
export const pidOf = (dataFolder, name) =>
  JSON.parse(readFileSync(join(dataFolder, 'pids', `${name}.json`), 'utf8')).pid;

/** Linux counts CPU time in hundredths of a second. */
const tickMs = 10;

/** User and system time of a process so far, in milliseconds. Linux. */
export function cpuMs(dataFolder, name) {
  const fields = readFileSync(`/proc/${pidOf(dataFolder, name)}/stat`, 'utf8')
    .split(') ')[1]
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/** Resident memory in MiB of every process that `npm start` has written down, by its name. Linux. */
export function memoryMiB(dataFolder) {
  const folder = join(dataFolder, 'pids');
  const entries = readdirSync(folder).map((file) => {
    const { pid } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const [, kib = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return [basename(file, '.json'), Math.round(Number(kib) / 1024)];
  });
  return Object.fromEntries(entries);
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function untilOk(url) {
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    await answer?.text();
    if (answer?.ok) return;
    await sleep(5);
  }
}

/** Milliseconds from the start of a second instance of a service to its first answer, and until it can do its work. */
export async function coldStart({ root, name, settings }) {
  const dataDir = mkdtempSync(join(tmpdir(), 'ringdown-cold-'));
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [join('apps', name, 'dist', 'main.js')], {
    cwd: root,
    stdio: 'ignore',
    env: { ...process.env, ...settings, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'error' },
  });
  try {
    await untilOk(`http://127.0.0.1:${port}/healthz`);
    const listens = performance.now() - begun;
    await untilOk(`http://127.0.0.1:${port}/readyz`);
    return { listens, ready: performance.now() - begun };
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}
