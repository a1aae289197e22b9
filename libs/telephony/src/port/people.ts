import type { Say } from './documents.js';
import type { FailureCategory } from './provider-failure.js';

/** From a number of the account to a person; both E.164. */
export interface OutgoingText {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Requested by POST at every change of state. */
  readonly statusUrl?: string;
}

export interface OutgoingCall {
  readonly from: string;
  readonly to: string;
  /** Requested by POST when the person, or a voicemail box, picks up. */
  readonly documentUrl: string;
  /** Requested by POST when the call is over, however it went. */
  readonly statusUrl?: string;
  /** How long the phone rings; the provider's own time (a minute and more) where it is not given. */
  readonly ringTimeoutSeconds?: number;
}

/** A call that may have been placed, since nobody heard whether it was. */
export interface SoughtCall {
  readonly from: string;
  readonly to: string;
  /** It was placed then or later. */
  readonly since: Date;
}

/** The same of a text. */
export interface SoughtText extends SoughtCall {
  readonly text: string;
}

/** How a text that we sent stands. Reports come late, twice and in any order: `delivered` and `failed` are final. */
export interface TextStatus {
  readonly providerMessageId: string;
  readonly state: 'accepted' | 'sent' | 'delivered' | 'failed';
  /** Of a failure, where the provider names one. */
  readonly code: string | null;
  /** Of a failure: a sentence. */
  readonly reason: string | null;
  /** Of a failure. */
  readonly category: FailureCategory | null;
}

/** Of a text that has not failed. */
export const noFailure = { code: null, reason: null, category: null } as const;

/** How a call that we placed went over. */
export interface PlacedCallEnd {
  /** As `placeCall` gave it. */
  readonly providerCallId: string;
  /** `completed`: it was picked up, by a person or a voicemail box. */
  readonly state: 'completed' | 'busy' | 'no-answer' | 'failed';
  readonly code: string | null;
  /** Where it was not completed: a sentence. */
  readonly reason: string | null;
  readonly category: FailureCategory | null;
}

/** A text from a person to a number of ours. */
export interface IncomingText {
  readonly providerMessageId: string;
  /** E.164, or as sent where it is no number: a short code, a name. */
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /**
   * The provider says that it took it as STOP or START, and acts on it: after a STOP it refuses every text from this number to that
   * person, an answer too. Null where it does not say so: then the words tell (`readTextAnswer`).
   */
  readonly optOut: 'stop' | 'start' | null;
}

/** A call to a person, who is told something and answers by one key. */
export interface PersonPrompt {
  readonly say: readonly Say[];
  /** Gets the key by POST, and answers with the next document. Silence is posted nowhere. */
  readonly keysUrl: string;
  /** How long a key is waited for, each time it was said. A provider may wait longer (Plivo: at least 5 s, at most 60 s). */
  readonly timeoutSeconds: number;
  /** How often it is said again before the provider hangs up. */
  readonly repeats: number;
}

/** What is left of an account's money. */
export interface Balance {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** Where a number's calls and texts go. Null: nowhere, or where the number's own settings do not say (a trunk, a messaging flow). */
export interface NumberWebhook {
  readonly voiceUrl: string | null;
  readonly smsUrl: string | null;
}
