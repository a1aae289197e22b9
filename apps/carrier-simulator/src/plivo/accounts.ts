import { randomInt } from 'node:crypto';
import { BoundedMap } from '../calls/bounded-map.js';
import type { Recording } from '../calls/call-recordings.js';

export interface PlivoAccount {
  /** `MA…`, what Plivo calls the Auth ID. */
  readonly accountSid: string;
  readonly authToken: string;
  /** US dollars that are left. */
  readonly balance?: number | undefined;
}

type Method = 'GET' | 'POST';

/** Where a call's documents come from, and where it is reported. An empty URL is not set. */
export interface CallUrls {
  answerUrl: string;
  answerMethod: Method;
  fallbackUrl: string;
  fallbackMethod: Method;
  hangupUrl: string;
  hangupMethod: Method;
}

/** Where the texts to a number go. */
export interface MessageUrls {
  messageUrl: string;
  messageMethod: Method;
}

export interface Application extends CallUrls, MessageUrls {
  readonly appId: string;
  readonly accountSid: string;
  name: string;
}

/** A rented number. Its application, which may be missing, says where its calls and texts go. */
export interface PlivoNumber {
  /** E.164, with its plus sign. */
  readonly number: string;
  readonly accountSid: string;
  appId: string;
  alias: string;
}

const noUrls: Readonly<CallUrls> = {
  answerUrl: '',
  answerMethod: 'POST',
  fallbackUrl: '',
  fallbackMethod: 'POST',
  hangupUrl: '',
  hangupMethod: 'POST',
};

/** What Plivo knows of its customers. */
export class PlivoAccounts {
  readonly accounts = new Map<string, PlivoAccount>();
  readonly applications = new Map<string, Application>();
  readonly numbers = new Map<string, PlivoNumber>();
  readonly recordings = new BoundedMap<string, Recording>(20_000);

  /** A number with an application of its own; without an answer URL it has none, as one that was just bought. */
  rent(number: string, accountSid: string, urls: Partial<CallUrls & MessageUrls>): PlivoNumber {
    const appId = urls.answerUrl ? this.addApplication(accountSid, `line ${number}`, urls).appId : '';
    const rented = { number, accountSid, appId, alias: '' };
    this.numbers.set(number, rented);
    return rented;
  }

  addApplication(accountSid: string, name: string, urls: Partial<CallUrls & MessageUrls>): Application {
    const appId = Array.from({ length: 17 }, () => randomInt(1, 10)).join('');
    const noMessages = { messageUrl: '', messageMethod: 'POST' } as const;
    const application = { ...noUrls, ...noMessages, ...urls, appId, accountSid, name };
    this.applications.set(appId, application);
    return application;
  }
}

/** `MA` and 18 capitals or digits. */
export const authIdPattern = /^MA[0-9A-Z]{18}$/;
