import { validateV3Signature } from 'plivo';
import { callOrderSchema } from '../calls/call-order.js';
import type { Call } from '../calls/call.js';
import { Simulator } from '../simulator.js';
import { CustomerServer, type Signed } from './customer-server.js';
import { caller, fast, line, type Order, settled } from './twilio-world.js';

export const authId = 'MA0000000000000000AB';
export const plivoToken = '12345abcdef67890test';

/** By Plivo's own package, while the simulator signs by itself. */
function signedByPlivo({ method, url, params, headers }: Signed): boolean {
  const nonce = String(headers['x-plivo-signature-v3-nonce']);
  return ['x-plivo-signature-v3', 'x-plivo-signature-ma-v3'].every((header) =>
    validateV3Signature(method, url, nonce, plivoToken, String(headers[header]), method === 'POST' ? params : {}),
  );
}

/** A simulator and a customer of Plivo with one rented number. */
export class PlivoWorld {
  readonly customer = new CustomerServer(signedByPlivo);
  readonly simulator = new Simulator({ port: 0, host: '127.0.0.1', publicUrl: 'http://127.0.0.1:4119', timing: fast });

  async start(): Promise<void> {
    await this.customer.start();
    this.rent();
  }

  reset(): void {
    this.customer.reset();
    this.rent();
  }

  rent(urls: { fallbackUrl?: string; hangupUrl?: string } = {}): void {
    this.simulator.plivo.accounts.set(authId, { accountSid: authId, authToken: plivoToken });
    this.simulator.plivo.rent(line, authId, { answerUrl: `${this.customer.url}/answer`, ...urls });
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
