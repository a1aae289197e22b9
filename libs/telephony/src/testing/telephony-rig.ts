import type {
  Balance,
  IncomingText,
  NumberWebhook,
  OutgoingCall,
  OutgoingText,
  PlacedCallEnd,
  TextStatus,
} from '../port/people.js';
import type { FailureCategory } from '../port/provider-failure.js';
import type {
  ProviderCallStatus,
  DialReport,
  EndReport,
  Fields,
  IncomingCall,
  LegReport,
  RecordingReport,
} from '../port/reports.js';
import type { NumberWebhooks, ProviderAccount, SignedRequest, TelephonyProvider } from '../port/telephony-provider.js';
import type { Reply } from './provider-server.js';

export interface SignedSample {
  readonly request: SignedRequest;
  readonly account: ProviderAccount;
}

/** A sample of what the provider sends, and what is to be read from it. */
export type Samples<T> = readonly { readonly what: string; readonly fields: Fields; readonly read: T }[];

/** A request as the provider takes it; `form` is its body, decoded, every value as a text. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
}

/** What is asked of the provider, and what it answers where it does so. */
interface Exchange extends Asked {
  readonly taken: Reply;
}

/** A wait for keys, as a document has it. */
interface Question {
  readonly keysUrl: string;
  readonly method: string;
  /** How many keys are taken. */
  readonly keys: string;
  readonly seconds: string;
  readonly spoken: string;
}

/** What the provider is asked for the first of the samples, and what is found by what it answers. */
interface Findings {
  readonly asked: readonly Asked[];
  readonly samples: readonly {
    readonly what: string;
    readonly replies: readonly Reply[];
    readonly found: readonly string[];
  }[];
}

/** What the suites have to know of a provider. */
export interface TelephonyRig {
  open(apiUrl: string): TelephonyProvider;

  readonly documents: {
    /** What the provider would not understand in a document, in words; empty where it is right. */
    complaints(body: string, leg: 'caller' | 'responder'): readonly string[];
    /** Everything that is spoken, in order. */
    spoken(body: string): string;
    /** Every address that the provider is given, of audio too. */
    urls(body: string): readonly string[];
    /** The time limit of each dial, as it is written. */
    timeLimits(body: string): readonly string[];
    /** The keys of the responder that the provider is to report while it takes them by itself. */
    matchedKeys(body: string): readonly string[];
    /** Whether the dial asks for the report that the phone rings, which not every provider has. */
    reportsRinging(body: string): boolean;
    readonly canReportRinging: boolean;
    /** The provider takes the accepting key by itself, and has no address for it. */
    readonly takesKeyItself: boolean;
    /** How often a responder is asked. */
    readonly asksTimes: number;
    /** Every wait for keys on a leg that we called, in order. */
    questions(body: string): readonly Question[];
    /** How long the provider waits for a key where it is asked to wait so long, as it is written. */
    keySeconds(seconds: number): string;
    /** The last thing in it ends the call. */
    endsByHangUp(body: string): boolean;
    /** What the provider would not understand in an answer to a text. */
    textComplaints(body: string): readonly string[];
    /** The texts that an answer to a text sends; numbers in E.164. */
    texts(body: string): readonly OutgoingText[];
  };

  readonly signatures: {
    /** Published ones, and ones that the provider's own software made. */
    readonly vectors: readonly SignedSample[];
    readonly header: string;
    /** The methods that the provider signs. */
    readonly methods: readonly string[];
    /** The signatures in the header. */
    listed(value: string): readonly string[];
    /** Every text that the provider may have signed, by our own hand. */
    signedTexts(request: Omit<SignedRequest, 'headers'>): readonly string[];
    /** Signs as the provider does, by our own hand. */
    sign(request: Omit<SignedRequest, 'headers'>, account: ProviderAccount): SignedRequest;
  };

  readonly reports: {
    /** An incoming call from this `From`. */
    callerFields(from: string): Fields;
    readonly incoming: Samples<IncomingCall | null>;
    readonly dial: Samples<DialReport>;
    readonly leg: Samples<LegReport | null>;
    readonly end: Samples<EndReport | null>;
    readonly recording: Samples<RecordingReport | null>;
    readonly keys: Samples<string>;
    readonly transcript: Samples<string | null>;
    readonly textStatus: Samples<TextStatus | null>;
    readonly placedCallEnd: Samples<PlacedCallEnd | null>;
    readonly incomingText: Samples<IncomingText | null>;
  };

  readonly rest: {
    readonly account: ProviderAccount;
    readonly callId: string;
    readonly recordingId: string;
    redirect(url: string): Exchange;
    /** What is answered where the call is gone. */
    readonly callIsOver: readonly Reply[];
    readonly hangUp: Exchange;
    sendText(text: OutgoingText): Exchange & { readonly id: string };
    placeCall(call: OutgoingCall): Exchange & { readonly id: string };
    /** Where a call, or the text `Disk full`, from +12245550123 to +14155550102 since 10:00 on 20 November 2026 is sought. */
    readonly liveCalls: Findings;
    readonly sentTexts: Findings;
    /** What is answered where a text or a call is refused. */
    readonly refusals: readonly {
      readonly what: string;
      readonly reply: Reply;
      readonly code: string | null;
      readonly category: FailureCategory;
    }[];
    readonly balanceAsked: Asked;
    readonly balances: readonly { readonly what: string; readonly reply: Reply; readonly balance: Balance | null }[];
    readonly numberWebhooks: readonly {
      readonly what: string;
      readonly replies: readonly Reply[];
      readonly webhook: NumberWebhook | null;
    }[];
    readonly deletion: Exchange & { readonly goneBefore: Reply };
    readonly callStatuses: readonly {
      readonly what: string;
      readonly replies: readonly Reply[];
      readonly status: ProviderCallStatus;
    }[];
    readonly provision: {
      /** A number of the account, in E.164. */
      readonly number: string;
      readonly ways: readonly {
        readonly what: string;
        readonly replies: readonly Reply[];
        asked(webhooks: NumberWebhooks): readonly Asked[];
      }[];
      /** What is answered for a number that the account does not have. */
      readonly foreign: Reply;
    };
    readonly accountReply: Reply;
    /** The provider's own error body. */
    failure(status: number): Reply;
    mediaUrl(origin: string): string;
    /** Where the provider keeps recordings. */
    readonly domain: string;
  };
}
