/** One request that somebody has made of the provider's REST API. */
export interface ReceivedRequest {
  readonly n: number;
  readonly at: string;
  readonly accountSid: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

const capacity = 5_000;

/** The latest requests to the REST APIs, numbered from 1: a test can show that there were no others. */
export class ReceivedLog {
  private readonly entries: ReceivedRequest[] = [];
  private last = 0;

  add(request: Omit<ReceivedRequest, 'n' | 'at'>): void {
    this.entries.push({ n: ++this.last, at: new Date().toISOString(), ...request });
    if (this.entries.length > capacity) this.entries.splice(0, this.entries.length - capacity);
  }

  of(accountSid: string | null): readonly ReceivedRequest[] {
    return this.entries.filter((entry) => accountSid === null || entry.accountSid === accountSid);
  }
}
