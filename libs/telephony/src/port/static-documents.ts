import type { Say, Utterance } from './documents.js';

/** A file that the reverse proxy serves as it is. */
export interface StaticDocument {
  /** Without folder and extension: the last part of its URL, or what deploy/nginx/fallback-steps.conf makes of it. */
  readonly name: string;
  readonly body: string;
}

interface FallbackRing {
  readonly kind: 'ring';
  /** E.164. */
  readonly number: string;
  readonly seconds: number;
  readonly timeLimitSeconds: number;
  /** The longest the screening takes, from the pick-up. */
  readonly screeningSeconds: number;
  readonly attempt: number;
}

/** One document for the caller's leg: what is said, then what is done. */
export interface FallbackStep {
  /** `start`, `after-<attempt>` or `recorded`. */
  readonly name: string;
  readonly says: readonly Utterance[];
  readonly then: FallbackRing | { readonly kind: 'record' } | { readonly kind: 'hang-up' };
}

/** A whole call, written down before it comes: what a provider renders into files that ask for each other with GET. */
export interface FallbackScript {
  /** E.164. */
  readonly lineNumber: string;
  readonly steps: readonly FallbackStep[];
  /** What a responder hears; null where nobody is rung. */
  readonly ask: { readonly say: Say; readonly silenceSeconds: number } | null;
}
