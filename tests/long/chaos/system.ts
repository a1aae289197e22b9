import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, cpSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rememberSystem } from '../../acceptance/world/system.ts';
import type { Part, Server, Service } from './cells.ts';

type Disk = 'journals' | 'postgres';

interface Started {
  readonly folder: string;
  readonly ports: Readonly<Record<string, number>>;
  readonly settings: Readonly<Record<string, string>>;
  readonly urls: Readonly<Record<Server, string>>;
  readonly whyNoDisk: Readonly<Record<Disk, string | null>>;
}

interface Reply {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: string;
}

/** Asks the process in which the system lives, and hears its answers. */
class SystemProcess {
  private asked = 0;
  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private readonly child: ChildProcess;

  constructor(readonly logFolder: string) {
    const log = openSync(join(logFolder, 'system.log'), 'a');
    const file = join(__dirname, 'system/system-process.mjs');
    this.child = fork(file, { stdio: ['ignore', log, log, 'ipc'], execArgv: [] });
    closeSync(log);
    this.child.on('message', (reply: Reply) => this.waiting.get(reply.id)?.(reply));
    this.child.once('exit', () => {
      for (const [id, answer] of this.waiting) answer({ id, error: 'the process of the system has ended' });
    });
  }

  ask(what: string, ...args: unknown[]): Promise<unknown> {
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ answer, error }) => {
        this.waiting.delete(id);
        if (error === undefined) resolve(answer);
        else reject(new Error(`${what} ${args.join(' ')}: ${error}`));
      });
      this.child.send({ id, ask: what, args });
    });
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    void this.ask('stop').catch(() => undefined);
    await gone;
  }
}

/** The system of a chaos run (system/chaos-system.mjs), and what can be done to it (system/faults.mjs). */
export class ChaosSystem {
  private constructor(
    private readonly process: SystemProcess,
    readonly started: Started,
  ) {}

  /** Starts it, and lets everything of tests/acceptance/world find it. */
  static async start(): Promise<ChaosSystem> {
    const process = new SystemProcess(mkdtempSync(join(tmpdir(), 'chaos-logs-')));
    const started = (await process.ask('start').catch(async (error: unknown) => {
      await process.stop();
      throw error;
    })) as Started;
    const { folder, ports, settings, urls } = started;
    const at = (name: string): string => `http://127.0.0.1:${ports[name]}`;
    rememberSystem({
      control: at('control'),
      ingest: at('public'),
      voice: at('public'),
      fallbackDir: settings['FALLBACK_DIR'] ?? '',
      notification: at('notification'),
      carrier: at('carrier-simulator'),
      links: at('links'),
      apiKey: settings['RINGDOWN_API_KEY'] ?? '',
      natsUrl: urls.nats,
      databaseUrl: urls.postgres,
      settings: {},
      logs: folder,
      database: '',
    });
    return new ChaosSystem(process, started);
  }

  kill = (part: Part) => this.process.ask('kill', part);
  keepOut = (part: Part) => this.process.ask('keepOut', part);
  letIn = (part: Part) => this.process.ask('letIn', part);
  freeze = (part: Part) => this.process.ask('freeze', part);
  thaw = (part: Part) => this.process.ask('thaw', part);
  partition = (part: Part) => this.process.ask('partition', part);
  mend = (part: Part) => this.process.ask('mend', part);
  wipe = (server: Server) => this.process.ask('wipe', server);
  copy = (server: Server) => this.process.ask('copy', server);
  dropCopies = (server: Server, ageMs: number) => this.process.ask('dropCopies', server, ageMs);
  ageOfCopy = async (server: Server) => (await this.process.ask('ageOfCopy', server)) as number;
  rollBack = async (server: Server) => (await this.process.ask('rollBack', server)) as number;
  fill = (disk: Disk) => this.process.ask('fill', disk);
  free = (disk: Disk) => this.process.ask('free', disk);
  addInstance = (service: Service) => this.process.ask('addInstance', service);
  removeInstance = (service: Service) => this.process.ask('removeInstance', service);

  /** Answers where the logs are, if they are to be kept. */
  async stop(keepLogs: boolean): Promise<string | null> {
    const { logFolder } = this.process;
    const ofServers = ['disks/postgres/logs', 'nats/logs', 'redis/logs'];
    for (const logs of keepLogs ? ['logs', ...ofServers] : [])
      cpSync(join(this.started.folder, logs), join(logFolder, 'logs'), { recursive: true });
    await this.process.stop();
    if (keepLogs) return logFolder;
    rmSync(logFolder, { recursive: true, force: true });
    return null;
  }
}
