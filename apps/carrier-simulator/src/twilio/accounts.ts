import { BoundedMap } from '../calls/bounded-map.js';
import type { Recording } from '../calls/call-recordings.js';
import { newSid } from './wire-format.js';

export interface Account {
  readonly accountSid: string;
  readonly authToken: string;
  /** US dollars that are left. */
  readonly balance?: number | undefined;
  /** A shared key that signs instead of the token: every request, or every other one while its rule is rolled out. */
  readonly signingKey?:
    { readonly id: string; readonly key: string; readonly signs: 'all' | 'every-other' } | undefined;
}

type Method = 'GET' | 'POST';

/** Where a call's documents come from, and where it is reported. An empty URL is not set. */
export interface Webhooks {
  voiceUrl: string;
  voiceMethod: Method;
  fallbackUrl: string;
  fallbackMethod: Method;
  statusUrl: string;
  statusMethod: Method;
}

export const noWebhooks: Readonly<Webhooks> = {
  voiceUrl: '',
  voiceMethod: 'POST',
  fallbackUrl: '',
  fallbackMethod: 'POST',
  statusUrl: '',
  statusMethod: 'POST',
};

/** Where the texts to a number go. */
interface TextWebhooks {
  smsUrl: string;
  smsMethod: Method;
}

/** A rented number, and where its calls and texts go. */
export interface RentedNumber extends Webhooks, TextWebhooks {
  readonly sid: string;
  readonly accountSid: string;
  readonly number: string;
}

/** What the simulator knows of its customers. */
export class TwilioAccounts {
  readonly accounts = new Map<string, Account>();
  readonly numbers = new Map<string, RentedNumber>();
  readonly recordings = new BoundedMap<string, Recording>(20_000);

  rent(number: string, accountSid: string, urls: Partial<Webhooks & TextWebhooks>): RentedNumber {
    const rented: RentedNumber = {
      ...noWebhooks,
      smsUrl: '',
      smsMethod: 'POST',
      ...urls,
      sid: this.numbers.get(number)?.sid ?? newSid('PN'),
      accountSid,
      number,
    };
    this.numbers.set(number, rented);
    return rented;
  }
}
