import type { CallDetails, Diversion, Miss, Outcome, ProviderRecording, Refusal } from './call.js';
import type { EpochMs, Planned } from './responder.js';
import type { SkipReason } from './skip-reasons.js';

/** The provider never asked for the dial; the caller had waited long enough before it did; the caller hung up before. */
export type NotRung = 'not_asked' | 'waited_long_enough' | 'caller_hung_up';

/** What became true of a call. The steps of the call log are made from these. */
export type CallEvent = { readonly at: EpochMs } & (
  | { readonly type: 'received'; readonly details: CallDetails; readonly plan: readonly Planned[] }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  | { readonly type: 'diverted'; readonly because: Diversion }
  | {
      readonly type: 'rang';
      readonly attempt: number;
      readonly deadline: EpochMs;
      readonly fetched: boolean;
      readonly sentence?: 'due' | 'said';
    }
  /** The provider has the document that says to the caller that we are still trying; the dial comes after it. */
  | { readonly type: 'sentence-said'; readonly attempt: number; readonly deadline: EpochMs }
  /** The provider has only now fetched the document that rings this attempt: its ring time begins. */
  | { readonly type: 'dial-fetched'; readonly attempt: number; readonly deadline: EpochMs }
  /** The provider reports that the phone rings: its ring time begins only here. */
  | { readonly type: 'ringing-reported'; readonly attempt: number; readonly deadline: EpochMs }
  | { readonly type: 'redirect-retried'; readonly attempt: number; readonly deadline: EpochMs }
  | { readonly type: 'skipped'; readonly attempt: number; readonly reason: SkipReason }
  | { readonly type: 'picked-up'; readonly attempt: number; readonly deadline: EpochMs | null }
  | { readonly type: 'screening-failed'; readonly attempt: number }
  | { readonly type: 'accepted'; readonly attempt: number; readonly answeredAt: EpochMs; readonly assumed: boolean }
  /** What was assumed is reported now. */
  | { readonly type: 'bridge-confirmed'; readonly attempt: number }
  /** This one's turn had come, but the provider had not dialled yet when the call went on. */
  | { readonly type: 'not-rung'; readonly attempt: number; readonly because: NotRung }
  /** What counted as missed was a conversation: its bridge was reported after the call had gone on, or ended. */
  | { readonly type: 'turned-out-accepted'; readonly attempt: number; readonly answeredAt: EpochMs }
  | {
      readonly type: 'missed';
      readonly attempt: number;
      readonly miss: Miss;
      readonly reason: 'caller_hung_up' | 'not_bridged' | null;
    }
  | { readonly type: 'found-nobody-on-call' }
  | { readonly type: 'invited-message'; readonly nobodyOnCall: boolean }
  | { readonly type: 'conversation-ended'; readonly attempt: number }
  /** `isNews`: it was not reported as a recording before. */
  | { readonly type: 'message-taken'; readonly recording: ProviderRecording | null; readonly isNews: boolean }
  | { readonly type: 'caller-left' }
  | { readonly type: 'redirecting' }
  | { readonly type: 'redirected' }
  | { readonly type: 'found-alive' }
  | { readonly type: 'status-unknown' }
  | { readonly type: 'defect-met'; readonly defect: string }
  | { readonly type: 'handed-over' }
  | { readonly type: 'ended'; readonly outcome: Outcome; readonly duration: number }
  /** `isFirst`: nothing of this kind was known of the call before. */
  | {
      readonly type: 'recorded';
      readonly kind: 'conversation' | 'voicemail';
      readonly recording: ProviderRecording;
      readonly isFirst: boolean;
    }
  | { readonly type: 'transcribed'; readonly text: string }
  | { readonly type: 'recording-removed'; readonly kind: 'conversation' | 'voicemail'; readonly afterDays: number }
);
