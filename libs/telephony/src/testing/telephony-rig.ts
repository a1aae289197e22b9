import type { CallStanding, DialReport, EndReport, Fields, IncomingCall, RecordingReport } from '../port/reports.js';
import type { ProviderAccount, SignedRequest, TelephonyProvider } from '../port/telephony-provider.js';
import type { Reply } from './provider-server.js';

export interface SignedSample {
  readonly request: SignedRequest;
  readonly account: ProviderAccount;
}

/** A sample of what the provider sends, and what is to be read from it. */
export type Samples<T> = readonly { readonly what: string; readonly fields: Fields; readonly read: T }[];

/** What the suites have to know of a provider. */
export interface TelephonyRig {
  open(apiUrl: string): TelephonyProvider;

  readonly documents: {
    /** What the provider would not understand in a document, in words; empty where it is right. */
    complaints(body: string, leg: 'caller' | 'responder'): readonly string[];
    /** Everything that is spoken, in order. */
    spoken(body: string): string;
    /** Every address that the provider is given. */
    urls(body: string): readonly string[];
  };

  readonly signatures: {
    /** Published ones, and ones that the provider's own software made. */
    readonly vectors: readonly SignedSample[];
    /** Signs as the provider does, by our own hand. */
    sign(request: Omit<SignedRequest, 'headers'>, account: ProviderAccount): SignedRequest;
    readonly header: string;
  };

  readonly reports: {
    readonly incoming: Samples<IncomingCall | null>;
    readonly dial: Samples<DialReport>;
    readonly pickUp: Samples<boolean>;
    readonly end: Samples<EndReport | null>;
    readonly recording: Samples<RecordingReport | null>;
    readonly keys: Samples<string>;
  };

  readonly rest: {
    readonly account: ProviderAccount;
    readonly callId: string;
    readonly recordingId: string;
    readonly redirect: {
      readonly path: string;
      /** The request body, decoded. */
      form(url: string): Readonly<Record<string, string>>;
      readonly taken: Reply;
      readonly callIsOver: readonly Reply[];
    };
    readonly standings: readonly { readonly what: string; readonly reply: Reply; readonly standing: CallStanding }[];
    readonly deletion: { readonly path: string; readonly done: Reply; readonly goneBefore: Reply };
    readonly accountReply: Reply;
    /** The provider's own error body. */
    failure(status: number): Reply;
    mediaUrl(origin: string): string;
  };
}
