import {
  type callEvents,
  type CallPayload,
  type EventData,
  type Priority,
  providerCallIdField,
  type Severity,
} from '@ringdown/contracts';
import { callerWords } from '@ringdown/domain-calls';
import { payloadOfCall } from '@ringdown/domain-incidents';

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

/** The payload of a call's incident. `recording` is an absolute URL. */
export const callPayloadOf = (call: CallSoFar, setting: CallSetting, recording: string | null): CallPayload =>
  payloadOfCall(
    { ...call, callerWords: callerWords(call.caller), recording },
    providerCallIdField(call.provider, call.providerCallId),
    setting,
  );

/** An event may carry a path of ours. */
export const absoluteUrl = (url: string, publicUrl: string): string => new URL(url, publicUrl).href;
