import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@ringdown/testkit';
import { freePort } from '../../acceptance/world/service-processes.ts';

const path = `${process.env['PATH']}:/usr/sbin`;

/** What a server says to whoever connects and sends `sent`. */
const greeting = (port: number, sent: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').once('error', reject);
    socket.once('data', (bytes) => {
      resolve(bytes.toString());
      socket.destroy();
    });
    socket.write(sent);
  });

/** A server of one spec alone. */
class PrivateServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'ringdown-faults-'));
  protected port = 0;
  protected child: ChildProcess | null = null;

  protected async run(command: string, args: readonly string[], hello: string, answer: RegExp): Promise<void> {
    this.child = spawn(command, args, { stdio: 'ignore', env: { PATH: path } });
    await eventually(async () => expect(await greeting(this.port, hello)).toMatch(answer), { timeoutMs: 10_000 });
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child && child.exitCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A NATS server with one user, whose password and whose room for streams a test changes. */
export class PrivateNats extends PrivateServer {
  static async start(): Promise<PrivateNats> {
    const nats = new PrivateNats();
    nats.port = await freePort();
    nats.configure('right');
    await nats.run('nats-server', ['-c', join(nats.folder, 'nats.conf')], '', /"jetstream":true/);
    return nats;
  }

  urlWith(password: string): string {
    return `nats://ringdown:${password}@127.0.0.1:${this.port}`;
  }

  /** A running server ends the connections of those whose password is another now. */
  changePassword(password: string): void {
    this.configure(password);
    this.child?.kill('SIGHUP');
  }

  private configure(password: string): void {
    writeFileSync(
      join(this.folder, 'nats.conf'),
      `listen: "127.0.0.1:${this.port}"
max_payload: 8MB
jetstream { store_dir: "${join(this.folder, 'data')}" }
authorization { users: [{ user: ringdown, password: "${password}" }] }
`,
    );
  }
}

/** A Redis server, asked by its own protocol: the faces it has are settings of its own. */
export class PrivateRedis extends PrivateServer {
  static async start(): Promise<PrivateRedis> {
    const redis = new PrivateRedis();
    redis.port = await freePort();
    const data = join(redis.folder, 'data');
    mkdirSync(data);
    const args = ['--port', String(redis.port), '--bind', '127.0.0.1', '--dir', data, '--save', '3600 100000'];
    await redis.run('redis-server', [...args, '--enable-protected-configs', 'yes'], 'PING\r\n', /PONG/);
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** One command, its answer as it came. */
  ask(...words: readonly string[]): Promise<string> {
    const command = `*${words.length}\r\n${words.map((w) => `$${Buffer.byteLength(w)}\r\n${w}\r\n`).join('')}`;
    return greeting(this.port, command);
  }

  /** The disk under it takes nothing any more: snapshots fail, and Redis refuses writes because of that. */
  async loseItsDisk(): Promise<void> {
    rmSync(join(this.folder, 'data'), { recursive: true });
    await this.ask('BGSAVE');
    await eventually(async () => expect(await this.ask('INFO', 'persistence')).toContain('rdb_last_bgsave_status:err'));
  }

  async findItsDisk(): Promise<void> {
    mkdirSync(join(this.folder, 'data'));
    await this.ask('CONFIG', 'SET', 'dir', join(this.folder, 'data'));
    await this.ask('BGSAVE');
    await eventually(async () => expect(await this.ask('INFO', 'persistence')).toContain('rdb_last_bgsave_status:ok'));
  }
}
