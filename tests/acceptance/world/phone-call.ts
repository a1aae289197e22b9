import type { Call } from '@ringdown/contracts';
import { api, carrier } from './rest.ts';
import { eventually } from './waiting.ts';

export interface CarrierCall {
  readonly callSid: string;
  readonly status: 'live' | 'ended';
  readonly settled: boolean;
  readonly story: readonly { readonly at: number | string; readonly kind: string; readonly text: string }[];
  readonly legs: readonly {
    readonly sid: string;
    readonly number: string;
    readonly startedAt: string;
    readonly answeredAt?: string;
  }[];
  readonly documents: readonly { readonly twiml?: string; readonly body?: string }[];
  readonly moments: readonly string[];
  /** `ms`: how long our answer took. */
  readonly requests: readonly { readonly kind: string; readonly status: number | null; readonly ms?: number | null }[];
  readonly faults: readonly { readonly code: number; readonly message: string }[];
}

/**
 * How much later than promised a thing may be in this call, because the machine is slow: some times what it took us to answer.
 * The end of a dial is left out: its answer may wait on purpose.
 */
export const slackMs = ({ requests }: CarrierCall): number =>
  10 * Math.max(0, ...requests.filter(({ kind }) => kind !== 'dial-action').map(({ ms }) => ms ?? 0));

/** A call that a test's caller has placed; what the carrier saw of it, and what the log says. */
export class PhoneCall {
  constructor(
    readonly callSid: string,
    private readonly lineId: string,
  ) {}

  /** The caller's side once the call is over and the carrier has delivered all of its callbacks. */
  async isOver(): Promise<CarrierCall> {
    return eventually(
      async () => {
        const call = await carrier.get<CarrierCall>(`/sim/calls/${this.callSid}?until=settled&waitMs=20000`);
        return call.settled ? call : null;
      },
      'the call is over',
      180_000,
    );
  }

  /** Waits for a moment such as `ringing:1`, `screening:2`, `connected`. Throws where it does not come. */
  async comesTo(moment: string): Promise<void> {
    const path = `/sim/calls/${this.callSid}?until=${moment}&waitMs=45000`;
    const { moments, story } = await carrier.get<CarrierCall>(path);
    const reached = moments.includes(moment.includes(':') ? moment : `${moment}:1`);
    if (!reached) throw new Error(`${moment} never came; the story:\n${story.map(({ text }) => text).join('\n')}`);
  }

  /** As far as the carrier has seen it until now. */
  sofar(): Promise<CarrierCall> {
    return carrier.get(`/sim/calls/${this.callSid}`);
  }

  hangsUp(): Promise<unknown> {
    return carrier.post(`/sim/calls/${this.callSid}/caller/hangup`);
  }

  /** The entry of the call log as it stands while the call lives; null before the first request has come. */
  async live(): Promise<Call | null> {
    const { items } = await api.get<{ items: Call[] }>(`/calls?lineId=${this.lineId}`);
    return items.find((c) => c.providerCallId === this.callSid) ?? null;
  }

  /** The entry of the call log, once it has ended there (and more holds, if asked). */
  async log(and: (call: Call) => boolean = () => true): Promise<Call> {
    return eventually(
      async () => {
        const { items } = await api.get<{ items: Call[] }>(`/calls?lineId=${this.lineId}`);
        return items.find((c) => c.providerCallId === this.callSid && c.status === 'ended' && and(c));
      },
      'the call is in the log',
      90_000,
    );
  }
}
