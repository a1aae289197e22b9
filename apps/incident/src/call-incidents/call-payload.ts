import {
  type callEvents,
  type CallPayload,
  type EventData,
  type Priority,
  providerCallIdField,
  type Severity,
} from '@ringdown/contracts';
import { callerWords } from '@ringdown/domain-calls';
import { callTitle } from '@ringdown/domain-incidents';

export type CompletedCall = EventData<typeof callEvents.completed>;
type StartedCall = EventData<typeof callEvents.started>;

/** A call as far as it has come. */
export type CallSoFar = Omit<StartedCall, 'rejected'> &
  Pick<CompletedCall, 'answeredAt' | 'receiver' | 'recordingEnabled' | 'notes'> & { readonly duration: number | null };

/** What the configuration adds to a call: priority and severity of its line, slugs of its integration's teams. */
export interface CallSetting {
  readonly priority: Priority | null;
  readonly severity: Severity | null;
  readonly teams: readonly string[];
}

/** A call that has just come in. */
export const ringing = (call: StartedCall, recordingEnabled: boolean): CallSoFar => ({
  ...call,
  answeredAt: null,
  receiver: null,
  duration: null,
  recordingEnabled,
  notes: '',
});

/** The payload of a call's incident: a value that is not there is null, never absent. `recording` is an absolute URL. */
export function callPayloadOf(call: CallSoFar, setting: CallSetting, recording: string | null): CallPayload {
  const title = callTitle({
    lineName: call.lineName,
    caller: callerWords(call.caller),
    durationSeconds: call.duration,
  });
  return {
    message: title,
    title,
    details: {
      callId: call.callId,
      ...providerCallIdField(call.provider, call.providerCallId),
      liveCallRouting: { name: call.lineName, number: call.lineNumber, recordingEnabled: call.recordingEnabled },
      call: { calledAt: call.calledAt, answeredAt: call.answeredAt, duration: call.duration, recording },
      caller: { name: call.caller.name, number: call.caller.number },
      receiver: call.receiver,
      details: call.notes,
    },
    priority: setting.priority,
    severity: setting.severity,
    teams: [...setting.teams],
  };
}

/** An event may carry a path of ours. */
export const absoluteUrl = (url: string, publicUrl: string): string => new URL(url, publicUrl).href;
