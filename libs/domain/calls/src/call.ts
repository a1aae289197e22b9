import type { Caller } from './caller.js';
import type { EpochMs, Planned, Responder, Role, StoodInFor } from './responder.js';
import type { SkipReason } from './skip-reasons.js';

/** A text that a provider speaks. */
export interface SpokenMessage {
  readonly text: string;
  readonly language: string;
  readonly voice: string;
}

/** An audio file that a provider fetches and plays. */
interface PlayedMessage {
  readonly audioId: string;
  readonly audioUrl: string;
}

export type Message = SpokenMessage | PlayedMessage;

/** What the line was set to when the call came in: a change of the line does not reach into a live call. */
export interface LineSetup {
  readonly ringTimeoutSeconds: number;
  readonly maxWaitSeconds: number;
  readonly screening: boolean;
  readonly recordingEnabled: boolean;
  readonly takeMessageWhenNoOneOnCall: boolean;
  readonly progressMessages: boolean;
  readonly messages: {
    readonly welcome: Message;
    readonly noOneOnCall: Message;
    readonly noAnswer: Message;
  };
}

/** Where providers differ in a way that decides how a call goes on. */
export interface ProviderCapabilities {
  /** It asks the responder for the key by itself, ends a screening that nobody accepts, and reports both: no document is asked for. */
  readonly screensByItself: boolean;
  /** It reports that a responder's phone rings; where it does not, the ring time counts from the dial. */
  readonly reportsRinging: boolean;
}

/** What does not change while a call lives. */
export interface CallDetails {
  readonly id: string;
  readonly lineId: string;
  readonly lineName: string;
  readonly lineNumber: string;
  /** By its name; what it does in a way of its own is in `capabilities`. */
  readonly provider: string;
  readonly capabilities: ProviderCapabilities;
  readonly providerCallId: string;
  /** The account whose credentials open what the provider keeps of this call. */
  readonly providerAccountId: string;
  readonly caller: Caller;
  readonly calledAt: EpochMs;
  readonly test: boolean;
  readonly setup: LineSetup;
}

/** Ways an attempt that rang can end without being accepted. */
export type Miss = 'declined' | 'no_answer' | 'busy' | 'failed';

export interface Attempt {
  /** 1 for the primary, then rising. */
  readonly n: number;
  readonly role: Role;
  readonly responder: Responder | null;
  readonly user: { readonly id: string; readonly name: string } | null;
  readonly scheduleId: string | null;
  /** Whose place this person is in; only there where they are in somebody's. */
  readonly standsInFor?: StoodInFor;
  /** Only there where a defect kept us from finding out who this would be. */
  readonly undetermined?: true;
  readonly result: 'waiting' | 'ringing' | 'accepted' | Miss | 'skipped';
  readonly reason: SkipReason | 'caller_hung_up' | 'not_bridged' | null;
  /** The reason in words, where the reason alone does not say what to do. */
  readonly detail?: string | null;
  readonly startedAt: EpochMs | null;
  readonly pickedUpAt: EpochMs | null;
  readonly endedAt: EpochMs | null;
}

export type Outcome = 'answered' | 'missed' | 'no_one_on_call' | 'rejected' | 'failed';
export type Refusal = 'line_disabled' | 'caller_blocked' | 'caller_withheld';
/** Why nobody is rung for a caller, who may leave a message all the same. */
export type Diversion = 'caller_limit' | 'line_busy' | 'caller_withheld';

/** Where a call is. It only ever goes forward: to a later attempt, or to a later phase. */
export type Phase =
  | { readonly name: 'greeting' }
  /**
   * `fetched`: the provider has the document that rings this attempt. Until then a redirect is under way or was lost, or the
   * caller hears the sentence before it; the attempt before may ring on, and the deadline is when to try again.
   * `sentence`: the caller hears that we are still trying before it rings: due, until a document says it. Absent where nothing
   * is said. `ringingSince`: since when the phone rings, as the provider reported it; our ring time then counts from there.
   */
  | {
      readonly name: 'ringing';
      readonly attempt: number;
      readonly deadline: EpochMs;
      readonly fetched: boolean;
      readonly sentence?: 'due' | 'said';
      readonly ringingSince?: EpochMs;
    }
  /**
   * Picked up, not accepted: maybe a voicemail box. No deadline where screening is off: the provider bridges at once. `failed`: the
   * provider that screens by itself reported that no key came.
   */
  | { readonly name: 'screening'; readonly attempt: number; readonly deadline: EpochMs | null; readonly failed?: true }
  /** `assumedAt`: since when it is only concluded, from a screening that the provider did not end; null once it is known. */
  | {
      readonly name: 'connected';
      readonly attempt: number;
      readonly since: EpochMs;
      readonly assumedAt: EpochMs | null;
    }
  | { readonly name: 'taking-message'; readonly nobodyOnCall: boolean }
  /** Nothing more to do but hang up; waits for the provider to report the end. */
  | { readonly name: 'hanging-up'; readonly since: EpochMs }
  | { readonly name: 'ended'; readonly at: EpochMs; readonly duration: number };

/** A recording as the provider reported it: its id there, where it is to be fetched, its length. */
export interface ProviderRecording {
  readonly recordingId: string;
  readonly providerUrl: string;
  readonly seconds: number | null;
}

export interface Call extends CallDetails {
  readonly phase: Phase;
  readonly attempts: readonly Attempt[];
  readonly refusal: Refusal | null;
  readonly nobodyOnCall: boolean;
  readonly answeredAt: EpochMs | null;
  readonly outcome: Outcome | null;
  /** Since when a redirect of the live call is under way whose document has not been fetched yet. */
  readonly redirectingSince: EpochMs | null;
  /** The last instant at which anything was heard of this call. */
  readonly lastSignAt: EpochMs;
  /** When the status of the call was last requested and neither the provider nor the database knew it: no sign of life. */
  readonly statusUnknownAt?: EpochMs;
  readonly recording: ProviderRecording | null;
  readonly voicemail: ProviderRecording | null;
  /** Shorter ones that the provider made in addition, as after a request that it sent twice: deleted with the call. */
  readonly otherRecordings: readonly ProviderRecording[];
  readonly transcript: string | null;
}

export const attemptOf = (call: Call, n: number): Attempt | undefined => call.attempts[n - 1];

/** The last one: an attempt can turn out to have been accepted when the next one rings already. */
export const accepted = (call: Call): Attempt | undefined => call.attempts.findLast((a) => a.result === 'accepted');

export const toAttempt = (planned: Planned, index: number): Attempt => ({
  n: index + 1,
  role: planned.role,
  responder: planned.responder,
  user: planned.responder ? { id: planned.responder.userId, name: planned.responder.userName } : planned.user,
  scheduleId: planned.responder ? planned.responder.scheduleId : planned.scheduleId,
  ...(planned.standsInFor ? { standsInFor: planned.standsInFor } : {}),
  ...(planned.skip && planned.undetermined ? { undetermined: true } : {}),
  result: planned.skip ? 'skipped' : 'waiting',
  reason: planned.skip,
  ...(planned.skip && planned.detail ? { detail: planned.detail } : {}),
  startedAt: null,
  pickedUpAt: null,
  endedAt: null,
});
