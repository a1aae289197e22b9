import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretCipher } from '@ringdown/platform-config';
import { eventually } from '@ringdown/testkit';
import { aLine, aUser } from '../../../apps/call-routing/src/testing/a-mirror.ts';
import { freePort } from '../../acceptance/world/service-processes.ts';
import { firstRequest, signAsProvider } from '../../acceptance/world/sign-as-provider.ts';

export type ServiceName = 'ingest' | 'call-routing' | 'control' | 'incident' | 'notification';
export interface Stores {
  readonly postgres: string;
  readonly nats: string;
  readonly redis: string;
}

const root = join(__dirname, '../../..');
const secretKey = '0123456789abcdef0123456789abcdef';
const authToken = '12345abcdef67890test';
const voiceUrl = 'http://voice.test';
const line = aLine({
  primary: { type: 'user', id: 'user_1' },
  providerAccountId: 'acct_twilio',
  callerLimit: { perCallerPerHour: 1000, concurrentCalls: 1000 },
});

/** The last copy of the configuration, as every service finds it on its disk. */
const configuration = {
  'integration.int_1': {
    id: 'int_1',
    name: 'Monitor',
    type: 'generic',
    escalationPolicyId: null,
    teamIds: [],
    channelIds: [],
    tokenHash: createHash('sha256').update('tok').digest('hex'),
    tokenSecret: '',
  },
  'line.line_1': line,
  'user.user_1': aUser(1),
  'user.user_2': aUser(2),
  'provider-account.acct_twilio': {
    id: 'acct_twilio',
    name: 'T',
    provider: 'twilio',
    accountSid: 'AC1',
    authToken: new SecretCipher(secretKey).encrypt(authToken),
  },
};

/** What somebody at a door met. */
export interface Met {
  readonly got: string;
  readonly ms: number;
}

/** One service as it runs in production, a process of its own, from what was built last. */
export class AService {
  readonly folder = mkdtempSync(join(tmpdir(), 'ringdown-faults-'));
  private child: ChildProcess | null = null;
  private said = '';

  private constructor(
    readonly name: ServiceName,
    private readonly port: number,
  ) {}

  /** Its data folder is there, with the copy of the configuration; nothing runs yet. */
  static async prepare(name: ServiceName): Promise<AService> {
    const service = new AService(name, await freePort());
    writeFileSync(join(service.folder, 'configuration.json'), JSON.stringify(configuration));
    return service;
  }

  static async start(name: ServiceName, stores: Stores, more: Record<string, string> = {}): Promise<AService> {
    const service = await AService.prepare(name);
    service.run(stores, more);
    return service;
  }

  run(stores: Stores, more: Record<string, string> = {}): void {
    const main = join(root, 'apps', this.name, 'dist/main.js');
    if (!existsSync(main)) throw new Error(`${main} is missing: run this through npm test, which builds first`);
    const env = {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: stores.postgres,
      NATS_URL: stores.nats,
      REDIS_URL: stores.redis,
      PUBLIC_URL: 'http://127.0.0.1:3000',
      VOICE_URL: voiceUrl,
      SECRET_KEY: secretKey,
      DATA_DIR: this.folder,
      HOST: '127.0.0.1',
      PORT: String(this.port),
      RINGDOWN_API_KEY: 'rd_key',
      ...more,
    };
    this.child = spawn(process.execPath, [main], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (bytes: Buffer) => (this.said += bytes.toString()));
  }

  /** All that it wrote so far. */
  get words(): string {
    return this.said;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async listens(): Promise<void> {
    await eventually(async () => expect((await fetch(`${this.origin}/healthz`)).status).toBe(200), {
      timeoutMs: 60_000,
    });
  }

  /** What /readyz misses; empty once it can do its work. */
  async missing(): Promise<Record<string, string>> {
    const answer = await fetch(`${this.origin}/readyz`);
    return ((await answer.json()) as { missing: Record<string, string> }).missing;
  }

  async isReady(timeoutMs = 60_000): Promise<void> {
    await eventually(async () => expect(await this.missing()).toEqual({}), { timeoutMs });
  }

  /** A monitor sends one event. */
  async hearsOf(title: string): Promise<Met> {
    return timed(async () => {
      const body = JSON.stringify({ title });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${this.origin}/tok/push-events`, { method: 'POST', headers, body });
      return `${answer.status} ${await answer.text()}`;
    });
  }

  /** Somebody calls, and is led on to the first responder. */
  async isCalled(id: string): Promise<Met> {
    return timed(async () => {
      const fields = firstRequest('twilio', { accountId: 'AC1' } as never, {
        id,
        from: '+14156040016',
        to: line.number ?? '',
      });
      const ask = async (url: string) => {
        const headers = signAsProvider('twilio', authToken, url, fields);
        const target = this.origin + url.slice(voiceUrl.length);
        const answer = await fetch(target, { method: 'POST', headers, body: new URLSearchParams(fields) });
        return answer.status === 200 ? answer.text() : `${answer.status}`;
      };
      const welcome = await ask(`${voiceUrl}/voice/twilio/line_1`);
      const next = /<Redirect[^>]*>([^<]+)</.exec(welcome)?.[1]?.replaceAll('&amp;', '&');
      if (!next) return welcome;
      const dial = await ask(next);
      return /<Dial[\s>]/.test(dial) ? 'welcome, then dial' : `welcome, then ${dial}`;
    });
  }

  /** The exit code of a process that ends by itself. */
  async ends(): Promise<number | null> {
    const { child } = this;
    if (child && child.exitCode === null) await once(child, 'exit');
    return child?.exitCode ?? null;
  }

  async kill(): Promise<void> {
    if (this.child?.exitCode === null && this.child.signalCode === null) {
      const gone = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<string>): Promise<Met> {
  const begin = performance.now();
  const got = await work().catch((error: unknown) => String(error));
  return { got, ms: Math.round(performance.now() - begin) };
}
