import type { IncidentStatus, StatusVerb } from './change-status.js';

type CallTrigger = 'off' | 'all' | 'missed';

export type CallOutcome = 'answered' | 'missed' | 'no_one_on_call' | 'rejected' | 'failed';

/**
 * Whether a call opens an incident on a line set to `trigger`. Tests and rejected calls (a blocked caller, a disabled line)
 * never do. A failed call counts as missed: nobody knows that the caller reached a human.
 */
export function callOpensIncident(trigger: CallTrigger, call: { outcome: CallOutcome; test: boolean }): boolean {
  if (trigger === 'off' || call.test || call.outcome === 'rejected') return false;
  return trigger === 'all' || call.outcome !== 'answered';
}

/** Whether a call opens one as soon as it comes in. Which calls will be missed nobody knows then: `missed` waits for the end. */
export function ringOpensIncident(
  rule: { trigger: CallTrigger; when: 'completed' | 'ringing' },
  call: { test: boolean; rejected: boolean },
): boolean {
  return rule.when === 'ringing' && rule.trigger === 'all' && !call.test && !call.rejected;
}

export interface CallOver {
  /** Of the incident that was opened when the call came in. */
  readonly status: IncidentStatus;
  readonly outcome: CallOutcome;
  /** While the call lived, somebody was reported to have accepted it. */
  readonly wasAnswered: boolean;
  /** The acknowledgement that stands is the one which that brought about, not one made by hand. */
  readonly isAcknowledgedByAnswer: boolean;
}

/**
 * What the end of a call does to the incident that was opened when it came in; null: nothing. What people did by hand stays.
 * One who accepted but was never connected has looked after nobody: their acknowledgement is taken back.
 */
export function statusAfterCall({ status, outcome, ...answer }: CallOver): StatusVerb | null {
  if (outcome === 'rejected') return status === 'resolved' ? null : 'resolve';
  if (outcome === 'answered') return status === 'triggered' && !answer.wasAnswered ? 'acknowledge' : null;
  return status === 'acknowledged' && answer.isAcknowledgedByAnswer ? 'unacknowledge' : null;
}

interface CallEnd {
  readonly outcome: CallOutcome;
  /** Seconds. */
  readonly duration: number;
  readonly receiverName: string | null;
}

const outcomeWords: Readonly<Record<CallOutcome, string>> = {
  answered: 'it was answered',
  missed: 'nobody answered',
  no_one_on_call: 'no one was on call',
  rejected: 'it was rejected',
  failed: 'it failed',
};

/** The end of a call as the timeline of its incident says it: `The call ended after 33 s: Priya S. answered`. */
export function callEndWords({ outcome, duration, receiverName }: CallEnd): string {
  const how = outcome === 'answered' && receiverName ? `${receiverName} answered` : outcomeWords[outcome];
  return `The call ended after ${duration} s: ${how}`;
}

interface CallTitleParts {
  readonly lineName: string;
  /** As people read it: `callerWords` of domain-calls. */
  readonly caller: string;
  /** Whole seconds; null while the call is still ringing. */
  readonly durationSeconds: number | null;
}

/** The title of a call's incident: `On-call hotline: Call from Mitchell Starc (+14156040016) (33s)`. */
export function callTitle({ lineName, caller, durationSeconds }: CallTitleParts): string {
  const length = durationSeconds === null ? 'ringing' : `${durationSeconds}s`;
  return `${lineName}: Call from ${caller} (${length})`;
}

/** Whether a title is one that `callTitle` makes of these parts; `caller` null: of any caller. */
export function isCallTitle(title: string, parts: Omit<CallTitleParts, 'caller'> & { caller: string | null }): boolean {
  const mark = '\0';
  const [before = '', after] = callTitle({ ...parts, caller: parts.caller ?? mark }).split(mark);
  if (after === undefined) return title === before;
  return title.startsWith(before) && title.endsWith(after) && title.length > before.length + after.length;
}

interface KnownCall<Receiver> {
  readonly callId: string;
  readonly lineName: string;
  readonly lineNumber: string;
  readonly caller: { readonly number: string | null; readonly name: string | null };
  /** As people read it: `callerWords` of domain-calls. */
  readonly callerWords: string;
  readonly calledAt: string;
  readonly answeredAt: string | null;
  readonly receiver: Receiver | null;
  /** Whole seconds; null while the call lives. */
  readonly duration: number | null;
  readonly recordingEnabled: boolean;
  /** An absolute URL; null where there is none (yet). */
  readonly recording: string | null;
  readonly notes: string;
}

/** What the configuration adds to a call: priority and severity of its line, slugs of its integration's teams. */
interface CallRating<Priority, Severity> {
  readonly priority: Priority | null;
  readonly severity: Severity | null;
  readonly teams: readonly string[];
}

/**
 * What is said of a call to machines: the details of its incident, and the data of outbound webhooks. A value that is not there is
 * null, never absent. `providerCallId`: the provider's id under the field that is named for the provider; `title` in place of its own.
 */
export function payloadOfCall<Receiver, ProviderCallId extends object, Priority, Severity>(
  call: KnownCall<Receiver>,
  providerCallId: ProviderCallId,
  { priority, severity, teams }: CallRating<Priority, Severity>,
  title = callTitle({ lineName: call.lineName, caller: call.callerWords, durationSeconds: call.duration }),
) {
  const { callId, calledAt, answeredAt, duration, recording, recordingEnabled } = call;
  return {
    message: title,
    title,
    details: {
      callId,
      ...providerCallId,
      liveCallRouting: { name: call.lineName, number: call.lineNumber, recordingEnabled },
      call: { calledAt, answeredAt, duration, recording },
      caller: { name: call.caller.name, number: call.caller.number },
      receiver: call.receiver,
      details: call.notes,
    },
    priority,
    severity,
    teams: [...teams],
  };
}
