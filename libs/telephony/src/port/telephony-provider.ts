import type { CallerInstruction, ProviderDocument, ResponderInstruction, Say } from './documents.js';
import type { LastResort } from './last-resort.js';
import type {
  Balance,
  IncomingText,
  NumberWebhook,
  OutgoingCall,
  OutgoingText,
  PersonPrompt,
  PlacedCallEnd,
  SoughtCall,
  SoughtText,
  TextStatus,
} from './people.js';
import type {
  ProviderCallStatus,
  DialReport,
  EndReport,
  Fields,
  IncomingCall,
  LegReport,
  RecordingReport,
} from './reports.js';
import type { FallbackScript, StaticDocument } from './static-documents.js';

/** The credentials of one account at a provider. */
export interface ProviderAccount {
  readonly accountId: string;
  readonly authToken: string;
  /** Keys of the customer's own by which the provider may sign instead (Twilio, Webhook shared keys). */
  readonly signingKeys?: readonly SigningKey[];
}

/** A shared key under the id by which the provider names it in a request. */
export interface SigningKey {
  readonly id: string;
  readonly key: string;
}

export interface SignedRequest {
  /** The URL as the provider was given it: public base and the raw request target, nothing decoded. */
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Decoded form fields of the body. */
  readonly fields: Fields;
}

/** Whether the provider knows the account; `detail` is a sentence for whoever entered it. */
export interface Verification {
  readonly ok: boolean;
  readonly detail: string;
}

/** What is set at a number, all requested by POST. */
export interface NumberWebhooks {
  readonly url: string;
  readonly fallbackUrl: string;
  readonly statusUrl: string;
  /** Gets the texts to the number. What is set there stays where it is not given. */
  readonly smsUrl?: string;
}

export interface Media {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ReadableStream<Uint8Array> | null;
}

/** Where providers differ in a way that decides how a call goes on; asked for instead of a provider's name. */
export interface ProviderCapabilities {
  /** It asks the responder for the key by itself, ends a screening that nobody accepts, and reports both: no document is asked for. */
  readonly screensByItself: boolean;
  /** It reports that a responder's phone rings. */
  readonly reportsRinging: boolean;
}

/**
 * A provider of calls and texts. To add one: 1. render its documents, 2. read its reports, 3. check its signatures, 4. speak its
 * REST, 5. name it in `registry.ts`, 6. run `itIsATelephonyProvider` and `itReachesATelephonyProvider` over it. Nothing here decides about a call.
 */
export abstract class TelephonyProvider {
  /** In URLs, in the log and in the configuration: lower-case letters. */
  abstract readonly name: string;
  abstract readonly capabilities: ProviderCapabilities;

  /** In constant time; false also where the header is missing. */
  abstract isSigned(request: SignedRequest, account: ProviderAccount): boolean;

  abstract renderForCaller(instruction: CallerInstruction): ProviderDocument;
  abstract renderForResponder(instruction: ResponderInstruction): ProviderDocument;
  /** Says something and hangs up. */
  abstract renderSpoken(say: Say): ProviderDocument;
  /** Says it to a person whom we called, and waits for one key; without one it hangs up. */
  abstract renderForPerson(prompt: PersonPrompt): ProviderDocument;
  /**
   * The answer to an incoming text: one text back, or none. A provider that asks twice sends it twice, and gives it no id: what has
   * to be followed is sent by `sendText`, and null is answered.
   */
  abstract renderText(reply: OutgoingText | null): ProviderDocument;
  /**
   * The files of a whole call that the reverse proxy serves while no call-routing answers: those of the script's steps, and what they
   * ask for with GET below `base`.
   */
  abstract renderFallback(script: FallbackScript, base: string): readonly StaticDocument[];
  /** Documents that do not come from the renderers, for when those have failed. */
  abstract readonly lastResort: LastResort;
  /** The answer to a report that expects no document. */
  abstract readonly acknowledgement: ProviderDocument;

  abstract readIncoming(fields: Fields): IncomingCall | null;
  abstract readCallId(fields: Fields): string | null;
  /** At the fallback URL: whose answer could not be had. Null where the provider does not say. */
  abstract readFailedUrl(fields: Fields): string | null;
  abstract readDial(fields: Fields): DialReport;
  abstract readKeys(fields: Fields): string;
  /** Null for what says nothing of that. */
  abstract readLeg(fields: Fields): LegReport | null;
  /** Null while the call is not over. */
  abstract readEnd(fields: Fields): EndReport | null;
  /** Null where there is no recording (absent, failed, no address). 0 s: nothing was recorded, or it is not known yet. */
  abstract readRecording(fields: Fields): RecordingReport | null;

  /** What the caller's message says; null where the provider could not make it out. */
  abstract readTranscript(fields: Fields): string | null;

  /** Null for what is no report on a text. */
  abstract readTextStatus(fields: Fields): TextStatus | null;
  /** At the `statusUrl` of a call that we placed. Null while it is not over. */
  abstract readPlacedCallEnd(fields: Fields): PlacedCallEnd | null;
  /** Null for what is no text. */
  abstract readIncomingText(fields: Fields): IncomingText | null;

  abstract verify(account: ProviderAccount): Promise<Verification>;
  /** Null where the provider does not say, as of an account that pays afterwards. @throws ProviderFailure */
  abstract balance(account: ProviderAccount): Promise<Balance | null>;
  /** Null for a number that the account does not own. @throws ProviderFailure */
  abstract numberWebhook(account: ProviderAccount, number: string): Promise<NumberWebhook | null>;
  /** @throws ProviderFailure */
  abstract redirect(account: ProviderAccount, providerCallId: string, url: string): Promise<void>;
  abstract callStatus(account: ProviderAccount, providerCallId: string): Promise<ProviderCallStatus>;
  /** Passes a `Range` on. @throws ProviderFailure; only from the provider's own hosts. */
  abstract fetchMedia(account: ProviderAccount, url: string, range: string | undefined): Promise<Media>;
  /** Already gone counts as deleted. @throws ProviderFailure */
  abstract deleteRecording(account: ProviderAccount, recordingId: string): Promise<void>;
  /** Sets the webhooks at a number (E.164) of the account; `detail` says what was done, or why it was not. */
  abstract provision(account: ProviderAccount, number: string, webhooks: NumberWebhooks): Promise<Verification>;
  /** Taken is not delivered: that is said at `statusUrl`, if at all. @throws ProviderFailure */
  abstract sendText(account: ProviderAccount, text: OutgoingText): Promise<{ readonly providerMessageId: string }>;
  /** Rings a person, who hears the document at `documentUrl`. @throws ProviderFailure */
  abstract placeCall(account: ProviderAccount, call: OutgoingCall): Promise<{ readonly providerCallId: string }>;
  /** The calls of ours that wait, ring or talk, by the ids that `placeCall` gives them. @throws ProviderFailure */
  abstract findLiveCalls(account: ProviderAccount, sought: SoughtCall): Promise<readonly string[]>;
  /**
   * The texts of ours that it took and that have not failed, by the ids that `sendText` gives them. Empty where it does not tell what
   * a text says: another one to the same phone must not be taken for it. @throws ProviderFailure
   */
  abstract findTexts(account: ProviderAccount, sought: SoughtText): Promise<readonly string[]>;
  /** Already over counts as hung up. @throws ProviderFailure */
  abstract hangUp(account: ProviderAccount, providerCallId: string): Promise<void>;
}
