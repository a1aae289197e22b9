import type { RequestKind } from './fault-injection.js';

/** One request that the simulator has sent, as it went over the wire. */
export interface SentRequest {
  readonly n: number;
  readonly callSid: string;
  readonly kind: RequestKind;
  /** Counts the requests of its kind in the call, from 1. */
  readonly occurrence: number;
  readonly copy: 'first' | 'doubled' | 'forged' | 'retry';
  readonly method: string;
  readonly url: string;
  readonly token: string;
  /** The parameters, form-encoded: as short as they can be kept for thousands of calls. */
  readonly form: string;
  readonly at: string;
  status?: number;
  ms?: number;
  error?: string;
}

const maxSent = 20_000;

/** Form-encoded in one piece: the engine keeps a string that was put together as a tree of all its parts. */
export function compactForm(params: Readonly<Record<string, string>>): string {
  return Buffer.from(new URLSearchParams(params).toString(), 'latin1').toString('latin1');
}

/** The latest requests of the whole simulator, numbered from 1. */
export class RequestLog {
  private readonly entries: SentRequest[] = [];
  private last = 0;

  add(request: Omit<SentRequest, 'n'>): SentRequest {
    this.last += 1;
    const entry: SentRequest = { n: this.last, ...request };
    this.entries.push(entry);
    if (this.entries.length > maxSent * 1.2) this.entries.splice(0, this.entries.length - maxSent);
    return entry;
  }

  after(n: number): readonly SentRequest[] {
    const first = this.entries[0]?.n ?? 1;
    return this.entries.slice(Math.max(0, n + 1 - first));
  }
}

/** The entry as people want to read it: the parameters by name. */
export function requestView({ form, ...request }: SentRequest): object {
  return { ...request, params: Object.fromEntries(new URLSearchParams(form)) };
}

/** One request to a provider's REST API. */
interface ReceivedRequest {
  readonly n: number;
  readonly at: string;
  readonly accountSid: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

const maxReceived = 5_000;

/** The latest requests to the REST APIs, numbered from 1: a test can show that there were no others. */
export class ReceivedLog {
  private readonly entries: ReceivedRequest[] = [];
  private last = 0;

  add(request: Omit<ReceivedRequest, 'n' | 'at'>): void {
    this.entries.push({ n: ++this.last, at: new Date().toISOString(), ...request });
    if (this.entries.length > maxReceived) this.entries.splice(0, this.entries.length - maxReceived);
  }

  of(accountSid: string | undefined): readonly ReceivedRequest[] {
    return this.entries.filter((entry) => accountSid === undefined || entry.accountSid === accountSid);
  }
}
