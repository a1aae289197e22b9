import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, createWriteStream, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { rememberPid } from './pids.ts';
import { freePort } from './service-processes.ts';
import { theSystem } from './system.ts';
import { eventually } from './waiting.ts';
import type { World } from './world.ts';

/** As Debian calls it, and as its own releases do. */
const names = ['prometheus-alertmanager', 'alertmanager'];

/** Where Prometheus Alertmanager is on this machine; null where it is not. */
export function findAlertmanager(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The real Alertmanager, which tells one receiver at once what begins, repeats and ends. */
export class Alertmanager {
  private constructor(
    private readonly process: ChildProcess,
    private readonly url: string,
  ) {}

  /** `receiver` is what its configuration calls so, but for the name. JSON is YAML. */
  static async start(world: World, binary: string, receiver: object): Promise<Alertmanager> {
    const folder = world.aFolder();
    const config = join(folder, 'alertmanager.yml');
    const timing = { group_wait: '0s', group_interval: '1s', repeat_interval: '1s' };
    writeFileSync(
      config,
      JSON.stringify({
        route: { receiver: 'ringdown', group_by: ['alertname'], ...timing },
        receivers: [{ name: 'ringdown', ...receiver }],
      }),
    );
    const listens = `127.0.0.1:${await freePort()}`;
    const args = ['--config.file', config, '--storage.path', join(folder, 'storage'), '--web.listen-address', listens];
    const child = spawn(binary, [...args, '--cluster.listen-address='], { stdio: ['ignore', 'ignore', 'pipe'] });
    // it is stopped at the end of all tests if this one is interrupted
    rememberPid(theSystem().logs, `alertmanager-${world.tag}`, child.pid ?? 0);
    child.stderr.pipe(createWriteStream(join(theSystem().logs, `alertmanager-${world.tag}.log`)));
    const started = new Alertmanager(child, `http://${listens}`);
    const isReady = async () => ((await fetch(`${started.url}/-/ready`)).ok ? true : null);
    await eventually(isReady, 'Alertmanager is ready');
    return started;
  }

  /** As Prometheus tells it of alerts; `endsAt` is when one is over. */
  async hears(...alerts: readonly object[]): Promise<void> {
    const answer = await fetch(`${this.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(alerts),
    });
    if (!answer.ok) throw new Error(`Alertmanager: ${answer.status} ${await answer.text()}`);
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await ended;
  }
}
