import { createHmac } from 'node:crypto';
import type { z } from 'zod';
import { callOrderSchema } from '../calls/call-order.js';
import type { Call } from '../calls/call.js';
import { Simulator } from '../simulator.js';
import { CustomerServer, type Signed } from './customer-server.js';

export const accountSid = 'AC00000000000000000000000000000001';
export const authToken = '12345abcdef67890test';
export const line = '+12245550123';
export const caller = '+14156040016';
export const primary = '+14155550102';
export const fallback = '+14155550103';

/** Faster than life, yet not so fast that a busy machine is late by telephone seconds; the rest of the timing follows. */
export const fast = { secondMs: 40, recordingCallbackMs: 5, requestTimeoutMs: 20_000 };

export type Order = Partial<z.input<typeof callOrderSchema>>;

function signedByTwilio({ url, params, headers }: Signed): boolean {
  const names = Object.keys(params).sort();
  const signed = names.reduce((text, name) => text + name + params[name], url);
  return headers['x-twilio-signature'] === createHmac('sha1', authToken).update(signed).digest('base64');
}

/** A simulator and a customer with one rented number. */
export class TwilioWorld {
  readonly customer = new CustomerServer(signedByTwilio);
  readonly simulator = new Simulator({ port: 0, host: '127.0.0.1', publicUrl: 'http://127.0.0.1:4119', timing: fast });

  async start(): Promise<void> {
    await this.customer.start();
    this.rent();
  }

  /** Everything as new for the next test. */
  reset(): void {
    this.customer.reset();
    this.rent();
  }

  rent(urls: { fallbackUrl?: string; statusUrl?: string } = {}): void {
    this.simulator.twilio.accounts.set(accountSid, { accountSid, authToken });
    this.simulator.twilio.rent(line, accountSid, { voiceUrl: `${this.customer.url}/voice`, ...urls });
  }

  place(order: Order = {}): Call {
    const call = this.simulator.place(callOrderSchema.parse({ from: caller, to: line, ...order }));
    if (!call) throw new Error('nobody rents that number');
    return call;
  }

  /** Places a call and waits until it is over and everything about it is delivered. */
  async call(order: Order = {}): Promise<Call> {
    const call = this.place(order);
    await settled(call);
    return call;
  }
}

export async function settled(call: Call): Promise<void> {
  await call.record.changes.waitFor(() => call.record.settled, 30_000);
  if (!call.record.settled) throw new Error(`the call does not end; its story:\n${storyOf(call).join('\n')}`);
}

/** Waits for a moment as in `ringing:1`. */
export async function moment(call: Call, name: string): Promise<void> {
  await call.record.changes.waitFor(() => call.record.moments.includes(name), 30_000);
  if (!call.record.moments.includes(name))
    throw new Error(`${name} never came; the story:\n${storyOf(call).join('\n')}`);
}

export function storyOf(call: Call): string[] {
  return call.record.story.map(({ text }) => text);
}
