import { KeptLatest } from '../core/kept-latest.js';
import { newSid } from './new-sid.js';
import type { Recording } from './recording.js';

export interface Account {
  readonly accountSid: string;
  readonly authToken: string;
}

type Method = 'GET' | 'POST';

/** A number that somebody rents from us, and where its calls go. An empty URL is one that is not set. */
export interface RentedNumber {
  readonly sid: string;
  readonly accountSid: string;
  readonly number: string;
  voiceUrl: string;
  voiceMethod: Method;
  fallbackUrl: string;
  fallbackMethod: Method;
  statusUrl: string;
  statusMethod: Method;
}

/** What the carrier knows of its customers. */
export class Books {
  readonly accounts = new Map<string, Account>();
  readonly numbers = new Map<string, RentedNumber>();
  readonly recordings = new KeptLatest<string, Recording>(20_000);

  rent(number: string, accountSid: string, urls: Partial<RentedNumber>): RentedNumber {
    const rented: RentedNumber = {
      voiceUrl: '',
      voiceMethod: 'POST',
      fallbackUrl: '',
      fallbackMethod: 'POST',
      statusUrl: '',
      statusMethod: 'POST',
      ...urls,
      sid: this.numbers.get(number)?.sid ?? newSid('PN'),
      accountSid,
      number,
    };
    this.numbers.set(number, rented);
    return rented;
  }
}
