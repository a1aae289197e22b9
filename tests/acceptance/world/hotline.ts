import { PhoneCall } from './phone-call.ts';
import { type Account, anAccount, type Provider, purposeOf } from './provider.ts';
import { api, carrier } from './rest.ts';
import { theSystem } from './system.ts';
import { eventually } from './waiting.ts';
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
  readonly webhook: {
    readonly url: string;
    readonly statusUrl: string;
    readonly fallbackUrl: string;
    readonly messageUrl?: string;
  };
}

/** What happens at the telephones: see apps/carrier-simulator/README.md. */
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
  /** Readiness asks about accounts and numbers whenever it is time. */
  private readonly expected = new Set<string>([
    'ask about call',
    'ask about text',
    'ask about account',
    'ask about number',
    'verify',
  ]);

  private constructor(
    readonly line: Line,
    readonly provider: Provider,
    readonly account: Account & { readonly id: string },
  ) {}

  static async open(
    provider: Provider,
    number: string,
    { name = 'On-call hotline', ring, ...settings }: HotlineSettings,
  ): Promise<Hotline> {
    const account = anAccount(provider);
    const { accountId: accountSid, authToken } = account;
    const { id: providerAccountId } = await api.post<{ id: string }>('/provider-accounts', account.credentials);
    const [primary, ...fallbacks] = ring.map(target);
    const line = await api.post<Line>('/lines', {
      name,
      number,
      providerAccountId,
      primary,
      fallbacks,
      ringTimeoutSeconds: 5,
      progressMessages: false,
      ...settings,
    });
    // control tells call-routing before it answers, or where all is slow soon after
    await eventually(() => api.get(`/lines/${line.id}/preview`), 'call-routing knows the line');
    await carrier.post('/sim/accounts', { provider, accountSid, authToken });
    const { url: voiceUrl, statusUrl, fallbackUrl, messageUrl: smsUrl } = line.webhook;
    await carrier.post('/sim/numbers', { number, accountSid, voiceUrl, statusUrl, fallbackUrl, smsUrl });
    return new Hotline(line, provider, { ...account, id: providerAccountId });
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

  /** Has the carrier ask for the number's calls otherwise: by GET, at addresses with a slash or a query at their ends. */
  async isAskedBy(method: 'GET' | 'POST', atTheEnd = ''): Promise<void> {
    const { url, statusUrl, fallbackUrl } = this.line.webhook;
    const [voiceUrl, ...others] = [url, statusUrl, fallbackUrl].map((address) => address + atTheEnd);
    await carrier.post('/sim/numbers', {
      number: this.line.number,
      accountSid: this.account.accountId,
      ...{ method, voiceUrl, statusUrl: others[0], fallbackUrl: others[1] },
    });
  }

  /** Sets what is left of the account's money, in US dollars. */
  async hasBalance(balance: number): Promise<void> {
    const { accountId: accountSid, authToken } = this.account;
    await carrier.post('/sim/accounts', { provider: this.provider, accountSid, authToken, balance });
  }

  /** Has the carrier sign with a shared key, or with the token alone. */
  async isSignedWith(signingKey?: { id: string; key: string; signs?: 'all' | 'every-other' }): Promise<void> {
    const { accountId: accountSid, authToken } = this.account;
    await carrier.post('/sim/accounts', { provider: this.provider, accountSid, authToken, signingKey });
  }

  /** The test expects us to ask the provider for this, e.g. `redirect`. */
  mayAsk(...what: readonly string[]): this {
    for (const one of what) this.expected.add(one);
    return this;
  }

  /** What we have asked the provider's REST API for, in order. */
  async asked(): Promise<readonly string[]> {
    const { requests } = await carrier.get<{ requests: { method: string; path: string }[] }>(
      `/sim/rest-requests?accountSid=${this.account.accountId}`,
    );
    return requests.map(purposeOf);
  }

  async expectNothingElse(): Promise<void> {
    const unexpected = (await this.asked()).filter((what) => !this.expected.has(what));
    if (unexpected.length > 0)
      throw new Error(`the provider was asked for what nobody expected: ${unexpected.join(', ')}`);
  }

  get voiceUrl(): string {
    return `${theSystem().voice}/voice/${this.provider}/${this.line.id}`;
  }
}
