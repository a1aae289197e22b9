/** One request that somebody has made of the provider's REST API. */
export interface ReceivedRequest {
  readonly n: number;
  readonly at: string;
  readonly accountSid: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

const kept = 5_000;

/** What the REST API was asked lately, numbered from 1: a test can say that nothing else was asked. */
export class ReceivedLog {
  private readonly entries: ReceivedRequest[] = [];
  private last = 0;

  add(request: Omit<ReceivedRequest, 'n' | 'at'>): void {
    this.entries.push({ n: ++this.last, at: new Date().toISOString(), ...request });
    if (this.entries.length > kept) this.entries.splice(0, this.entries.length - kept);
  }

  of(accountSid: string | null): readonly ReceivedRequest[] {
    return this.entries.filter((entry) => accountSid === null || entry.accountSid === accountSid);
  }
}
