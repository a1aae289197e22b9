/** A text that a provider speaks: a telephone number in it is read digit by digit. */
export interface Say {
  readonly parts: readonly ({ readonly text: string } | { readonly telephone: string })[];
  /** BCP 47. */
  readonly language: string;
  /** A name that both providers know, `Polly.*`. */
  readonly voice: string;
}

/** An audio file that a provider fetches and plays. */
export interface Play {
  readonly audioUrl: string;
}

export type Utterance = Say | Play;

/** What the caller's leg is to do. URLs are absolute. */
export type CallerInstruction =
  /** Say it, then fetch the next instruction. */
  | { readonly kind: 'say'; readonly say: Utterance; readonly proceedUrl: string }
  /** Nothing is said in it: the ring time begins when it is fetched. */
  | {
      readonly kind: 'dial';
      /** E.164. */
      readonly number: string;
      /** The line's own number, shown to the responder: a provider may refuse the caller's (Twilio 13214). */
      readonly callerId: string;
      readonly timeoutSeconds: number;
      /** The leg is cut after so long, whatever happens on it. */
      readonly timeLimitSeconds: number;
      /** Whole seconds of prompt and silence, from the pick-up: for a provider that ends the screening by itself. */
      readonly screeningSeconds: number;
      readonly screened: boolean;
      readonly recorded: boolean;
      readonly urls: {
        /** Asked for the caller's next instruction when the dial is over. */
        readonly over: string;
        /** Asked for the responder's instruction at the pick-up. */
        readonly screen: string;
        /** Gets the reports of the responder's leg. */
        readonly leg: string;
        readonly recording: string;
      };
    }
  | {
      readonly kind: 'take-message';
      readonly say: Utterance;
      /** `transcript` null: none is wanted. */
      readonly urls: { readonly over: string; readonly recording: string; readonly transcript: string | null };
    }
  | { readonly kind: 'hang-up'; readonly say: Utterance | null }
  | { readonly kind: 'reject' }
  | { readonly kind: 'stay'; readonly proceedUrl: string };

/** What a responder's leg is to do after the pick-up. */
export type ResponderInstruction =
  | { readonly kind: 'ask'; readonly say: Say; readonly silenceSeconds: number; readonly keysUrl: string }
  | { readonly kind: 'connect' }
  | { readonly kind: 'hang-up' };

/** An answer that the provider can read. */
export interface ProviderDocument {
  readonly contentType: string;
  readonly body: string;
}

/** Longest message a caller may leave, in seconds. */
export const longestMessageSeconds = 120;

/** What XML 1.0 cannot carry, not even escaped, becomes a space: control characters, and halves of a character. */
export const speakable = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, ' ');
