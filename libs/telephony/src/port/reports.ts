import { parse } from 'node:querystring';
import type { Caller } from './caller.js';

/** Form or query fields as sent: names may repeat, values may be empty, unknown ones are normal. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The fields of a form that has come as text; none where there is no form. */
export const formFields = (body: unknown): Fields => parse(typeof body === 'string' ? body : '') as Fields;

/** The fields in the query of a request target. */
export const queryFields = (target: string): Fields =>
  formFields(target.includes('?') ? target.slice(target.indexOf('?') + 1) : '');

export interface IncomingCall {
  readonly providerCallId: string;
  readonly caller: Caller;
  /** Null where no carrier signed the call, as outside North America. */
  readonly verification: CallerVerification | null;
}

/** What the carriers say of the caller's number (STIR/SHAKEN). */
export interface CallerVerification {
  /** `failed`: its signature is not right, the number may be forged. `unverified`: signed, but nobody vouches for the number. */
  readonly result: 'verified' | 'unverified' | 'failed';
  /** A: the number is the caller's own. B: the caller is known, the number is not. C: it came in through a gateway. */
  readonly attestation: 'A' | 'B' | 'C' | null;
  /** In the provider's own words. */
  readonly reported: string;
}

/** How a dial went over. `bridged` null: the provider did not say. */
export interface DialReport {
  readonly miss: 'no_answer' | 'busy' | 'failed';
  readonly bridged: boolean | null;
  /** The provider calls the dial completed: somebody, or something, picked up. */
  readonly completed: boolean;
  /** The caller's own leg is over too. */
  readonly callerGone: boolean;
}

/**
 * What a report about a responder's leg says: the phone rings; it, or a voicemail box, was picked up; the caller was connected to
 * it; or, where the provider takes the keys by itself, the key that passes the call on was pressed, or none that accepts it.
 */
export type LegReport = 'ringing' | 'picked-up' | 'bridged' | 'passed' | 'unconfirmed';

export interface EndReport {
  /** Seconds. */
  readonly duration: number | null;
  readonly failed: boolean;
}

export interface RecordingReport {
  readonly recordingId: string;
  readonly providerUrl: string;
  readonly seconds: number | null;
}

/** What the provider says of a call when it is asked. `unknown`: it cannot be reached, or does not know the call. */
export type ProviderCallStatus =
  | { readonly state: 'live' }
  | { readonly state: 'ended'; readonly duration: number | null; readonly failed: boolean }
  | { readonly state: 'unknown'; readonly reason: string };

/** The one value of a field, or '' where it is absent. */
export const field = (fields: Fields, name: string): string => {
  const value = fields[name];
  return (typeof value === 'string' ? value : value?.[0]) ?? '';
};

/** Whole seconds, or null where the field is absent or not a number. */
export const secondsOf = (fields: Fields, name: string): number | null => {
  const value = field(fields, name);
  return /^\d+$/.test(value) ? Number(value) : null;
};

/** A level of STIR/SHAKEN's attestation, or null for any other word. */
export const attestationOf = (text: string | undefined): CallerVerification['attestation'] =>
  (['A', 'B', 'C'] as const).find((level) => level === text?.toUpperCase()) ?? null;
