import { randomBytes } from 'node:crypto';
import { PhoneCall } from './phone-call.ts';
import { api, carrier } from './rest.ts';
import { theSystem } from './system.ts';
import type { Responder } from './responder.ts';

type Target = Responder | { readonly id: string; readonly name: string };

export interface HotlineSettings {
  readonly name?: string;
  /** Primary, fallback 1, fallback 2: people or schedules. */
  readonly ring: readonly Target[];
  readonly [setting: string]: unknown;
}

interface Line {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly webhook: { readonly url: string; readonly statusUrl: string; readonly fallbackUrl: string };
}

/** What happens at the telephones: see apps/carrier/README.md. */
export interface Script {
  readonly people?: Readonly<Record<string, unknown>>;
  readonly caller?: Readonly<Record<string, unknown>>;
  readonly misbehave?: readonly unknown[];
  readonly [more: string]: unknown;
}

const target = ({ id }: Target) => ({ type: id.startsWith('sched_') ? 'schedule' : 'user', id });
/** People answer and fall silent fifty times faster than in life; our own ring timers run in real time. */
const brisk = { secondMs: 100, dialExtraMs: 30_000, requestTimeoutMs: 15_000 };

/** A line of ours with a number at the simulated carrier, in an account of its own. */
export class Hotline {
  private readonly expectedRest = new Set<string>(['GET Calls']);

  private constructor(
    readonly line: Line,
    readonly accountSid: string,
    readonly authToken: string,
  ) {}

  static async open(
    number: string,
    { name = 'On-call hotline', ring, ...settings }: HotlineSettings,
  ): Promise<Hotline> {
    const accountSid = `AC${randomBytes(16).toString('hex')}`;
    const authToken = randomBytes(16).toString('hex');
    const account = await api.post<{ id: string }>('/provider-accounts', {
      name: `Twilio ${accountSid.slice(-6)}`,
      provider: 'twilio',
      accountSid,
      authToken,
    });
    const [primary, ...fallbacks] = ring.map(target);
    const line = await api.post<Line>('/lines', {
      name,
      number,
      providerAccountId: account.id,
      primary,
      fallbacks,
      ringTimeoutSeconds: 5,
      progressMessages: false,
      ...settings,
    });
    await carrier.post('/sim/accounts', { accountSid, authToken });
    const { url: voiceUrl, statusUrl, fallbackUrl } = line.webhook;
    await carrier.post('/sim/numbers', { number, accountSid, voiceUrl, statusUrl, fallbackUrl });
    return new Hotline(line, accountSid, authToken);
  }

  async isDialledBy(from: string, script: Script = {}): Promise<PhoneCall> {
    const { callSid } = await carrier.post<{ callSid: string }>('/sim/calls', {
      from,
      to: this.line.number,
      timing: brisk,
      ...script,
    });
    return new PhoneCall(callSid, this.line.id);
  }

  /** The test expects us to ask the provider for this, e.g. `POST Calls` for a redirect. */
  mayAsk(what: string): this {
    this.expectedRest.add(what);
    return this;
  }

  async expectNothingElse(): Promise<void> {
    const { requests } = await carrier.get<{ requests: { method: string; path: string }[] }>(
      `/sim/rest-requests?accountSid=${this.accountSid}`,
    );
    const asked = requests.map(({ method, path }) => `${method} ${/Accounts\/[^/]+\/(\w+)/.exec(path)?.[1] ?? path}`);
    const unexpected = asked.filter((what) => !this.expectedRest.has(what));
    if (unexpected.length > 0)
      throw new Error(`the provider was asked for what nobody expected: ${unexpected.join(', ')}`);
  }

  get voiceUrl(): string {
    return `${theSystem().voice}/voice/twilio/${this.line.id}`;
  }
}
