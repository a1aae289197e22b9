import type { Admission } from './admission.js';
import type { CallDetails, ProviderRecording } from './call.js';
import type { EpochMs, Planned } from './responder.js';

/** People who talk on another routed call at this moment: they are not rung. */
interface MayRing {
  readonly busyUserIds: readonly string[];
}

/**
 * What providers, people and timers report. Each names the attempt it is about. Late, doubled and disordered reports are
 * normal: one about an attempt or phase that is over decides nothing.
 */
export type CallCommand = { readonly at: EpochMs } & (
  | {
      readonly type: 'receive';
      readonly details: CallDetails;
      readonly plan: readonly Planned[];
      readonly admission: Admission;
      /** What failed inside Ringdown while the call was planned, in words; the call goes on with what could be determined. */
      readonly defects?: readonly string[];
    }
  /**
   * The caller's leg asks what to do now: after the greeting, after a redirect, or (then it names the attempt that is to ring)
   * after the sentence that we are still trying.
   */
  | ({ readonly type: 'proceed'; readonly attempt?: number } & MayRing)
  /** The provider reports that the responder's phone rings. */
  | { readonly type: 'report-ringing'; readonly attempt: number }
  | { readonly type: 'pick-up'; readonly attempt: number }
  | { readonly type: 'press'; readonly attempt: number; readonly digit: string }
  /** A provider that screens by itself reports the passing key: nobody asks for a document then. */
  | ({ readonly type: 'pass'; readonly attempt: number } & MayRing)
  /** A provider that screens by itself reports that nobody pressed the accepting key in time. */
  | { readonly type: 'fail-screening'; readonly attempt: number }
  /** The provider connected the responder to the caller: where it screens by itself, the accepting key was pressed. */
  | { readonly type: 'bridge'; readonly attempt: number }
  /** The provider's dial is over. `bridged` null: it did not say. */
  | ({
      readonly type: 'end-dial';
      readonly attempt: number;
      readonly miss: 'no_answer' | 'busy' | 'failed';
      readonly bridged: boolean | null;
      /** The provider calls the dial completed: somebody, or something, picked up. */
      readonly completed: boolean;
      readonly callerGone: boolean;
    } & MayRing)
  | ({ readonly type: 'time-out-ring'; readonly attempt: number } & MayRing)
  | ({ readonly type: 'time-out-screening'; readonly attempt: number } & MayRing)
  | { readonly type: 'abandon-redirect' }
  | { readonly type: 'take-message'; readonly recording: ProviderRecording | null }
  /** The provider says that the call is over, by callback or when asked. `duration` in seconds where it says so. */
  | { readonly type: 'end'; readonly duration: number | null; readonly failed: boolean }
  | { readonly type: 'confirm-alive' }
  /** The status of the call was requested as it was due, and is not known. */
  | { readonly type: 'report-unknown-status' }
  /** A step failed inside Ringdown: the provider is led on without this state, which is to do nothing more by itself. */
  | { readonly type: 'hand-over'; readonly defect: string }
  | {
      readonly type: 'attach-recording';
      readonly kind: 'conversation' | 'voicemail';
      readonly recording: ProviderRecording;
    }
  | { readonly type: 'attach-transcript'; readonly text: string }
  /** The line keeps recordings so long, and no longer. */
  | {
      readonly type: 'remove-recording';
      readonly kind: 'conversation' | 'voicemail';
      readonly recordingId: string;
      readonly afterDays: number;
    }
);
