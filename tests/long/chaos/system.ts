import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, cpSync, mkdtempSync, openSync } from 'node:fs';
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

/** The system of a chaos run, which lives in a process of its own (system/system-process.mjs), and what can be done to it. */
export class ChaosSystem {
  private asked = 0;
  private readonly waiting = new Map<number, (reply: Reply) => void>();

  private constructor(
    private readonly child: ChildProcess,
    private readonly logFolder: string,
  ) {
    child.on('message', (reply: Reply) => this.waiting.get(reply.id)?.(reply));
    child.once('exit', () => {
      for (const [id, answer] of this.waiting) answer({ id, error: 'the process of the system has ended' });
    });
  }

  started!: Started;

  /** Starts it, and lets everything of tests/acceptance/world find it. */
  static async start(): Promise<ChaosSystem> {
    const logFolder = mkdtempSync(join(tmpdir(), 'chaos-logs-'));
    const log = openSync(join(logFolder, 'system.log'), 'a');
    const child = fork(join(__dirname, 'system/system-process.mjs'), {
      stdio: ['ignore', log, log, 'ipc'],
      execArgv: [],
    });
    closeSync(log);
    const system = new ChaosSystem(child, logFolder);
    system.started = (await system.ask('start')) as Started;
    const { folder, ports, settings, urls } = system.started;
    const at = (name: string): string => `http://127.0.0.1:${ports[name]}`;
    rememberSystem({
      control: at('control'),
      ingest: at('public'),
      voice: at('public'),
      fallbackDir: settings['FALLBACK_DIR'] ?? '',
      notification: at('notification'),
      carrier: at('carrier'),
      links: at('links'),
      apiKey: settings['RINGDOWN_API_KEY'] ?? '',
      natsUrl: urls.nats,
      databaseUrl: urls.postgres,
      settings: {},
      logs: folder,
      database: '',
    });
    return system;
  }

  kill = (part: Part) => this.ask('kill', part);
  keepOut = (part: Part) => this.ask('keepOut', part);
  letIn = (part: Part) => this.ask('letIn', part);
  freeze = (part: Part) => this.ask('freeze', part);
  thaw = (part: Part) => this.ask('thaw', part);
  partition = (part: Part) => this.ask('partition', part);
  mend = (part: Part) => this.ask('mend', part);
  wipe = (server: Server) => this.ask('wipe', server);
  copy = (server: Server) => this.ask('copy', server);
  dropCopies = (server: Server, ageMs: number) => this.ask('dropCopies', server, ageMs);
  ageOfCopy = async (server: Server) => (await this.ask('ageOfCopy', server)) as number;
  rollBack = async (server: Server) => (await this.ask('rollBack', server)) as number;
  fill = (disk: Disk) => this.ask('fill', disk);
  free = (disk: Disk) => this.ask('free', disk);
  addInstance = (service: Service) => this.ask('addInstance', service);
  removeInstance = (service: Service) => this.ask('removeInstance', service);

  /** Answers where the logs are, if they are to be kept. */
  async stop(keepLogs: boolean): Promise<string | null> {
    if (keepLogs) cpSync(join(this.started.folder, 'logs'), join(this.logFolder, 'logs'), { recursive: true });
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    void this.ask('stop').catch(() => undefined);
    await gone;
    return keepLogs ? this.logFolder : null;
  }

  private ask(what: string, ...args: unknown[]): Promise<unknown> {
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
}
