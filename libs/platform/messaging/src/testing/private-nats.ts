import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';

/** A NATS server of one spec alone: it may be stopped, started again, and lose everything. */
export class PrivateNats {
  private child: ChildProcess | null = null;
  readonly folder = mkdtempSync(join(tmpdir(), 'ringdown-nats-'));

  private constructor(private readonly port: number) {}

  static async start(): Promise<PrivateNats> {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    const nats = new PrivateNats(port);
    await nats.start();
    return nats;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  /** `password`: of the only user, `ringdown`; without one, whoever comes is let in. */
  async start(password?: string): Promise<void> {
    const user = password === undefined ? [] : ['--user', 'ringdown', '--pass', password];
    const args = [...user, '-a', '127.0.0.1', '-p', String(this.port), '-js', '-sd', this.folder];
    this.child = spawn('nats-server', args, { stdio: 'ignore', env: { PATH: `${process.env['PATH']}:/usr/sbin` } });
    const client = await connect({
      servers: this.url,
      ...(password === undefined ? {} : { user: 'ringdown', pass: password }),
      waitOnFirstConnect: true,
      reconnectTimeWait: 20,
      maxReconnectAttempts: -1,
    });
    await client.close();
  }

  /** At once, as a crash does; by SIGTERM it writes down all that it knows. */
  async stop(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  wipe(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
