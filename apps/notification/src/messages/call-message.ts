import type { ChatMessage, Tone } from '@ringdown/chat';
import { callerWords } from '@ringdown/domain-calls';
import type { CompletedCall } from './notifiable-event.js';

type Outcome = CompletedCall['outcome'];
type Field = ChatMessage['fields'][number];

const outcomeWords: Readonly<Record<Outcome, string>> = {
  answered: 'Answered',
  missed: 'Missed',
  no_one_on_call: 'No one on call',
  rejected: 'Rejected',
  failed: 'Failed',
};

/** The one message of a finished call. `publicUrl` is where the console is. */
export function callMessage(call: CompletedCall, publicUrl: string): ChatMessage {
  return {
    title: `${call.test ? '[Test] ' : ''}${call.lineName}: ${headline(call)}`,
    tone: toneOf(call),
    fields: [
      { label: 'Outcome', value: outcomeWords[call.outcome] + (call.test ? ' (test call)' : '') },
      { label: 'Caller', value: callerWords(call.caller) },
      { label: 'Line', value: `${call.lineName} (${call.lineNumber})` },
      { label: 'Duration', value: `${call.duration}s` },
      { label: 'Answered by', value: answeredBy(call) },
      ...voicemailField(call),
      ...recordingField(call),
    ],
    steps:
      call.steps.length > 0
        ? { heading: 'What happened', lines: call.steps.map(({ at, text }) => `${sinceStart(call, at)} ${text}`) }
        : null,
    quote: call.notes.trim() || null,
    link: { text: 'Open the call', url: `${publicUrl}/calls/${encodeURIComponent(call.callId)}` },
    actions: [],
    callBack: null,
    at: new Date(call.calledAt),
  };
}

function headline({ outcome, caller, receiver }: CompletedCall): string {
  const from = `call from ${callerWords(caller)}`;
  switch (outcome) {
    case 'answered':
      return receiver ? `${from} answered by ${receiver.name}` : `${from} answered`;
    case 'missed':
      return `missed ${from}`;
    case 'no_one_on_call':
      return `${from}, but no one was on call`;
    case 'rejected':
      return `${from} rejected`;
    case 'failed':
      return `${from} failed`;
  }
}

function toneOf({ outcome, test }: CompletedCall): Tone {
  if (test || outcome === 'rejected') return 'neutral';
  return outcome === 'answered' ? 'good' : 'alarm';
}

function answeredBy({ receiver }: CompletedCall): string {
  if (!receiver) return 'Nobody';
  return receiver.oncallName ? `${receiver.name} (${receiver.oncallName})` : receiver.name;
}

function voicemailField({ outcome, voicemail }: CompletedCall): Field[] {
  if (voicemail) return [{ label: 'Voicemail', value: withSeconds('Left', voicemail.seconds) }];
  return outcome === 'answered' ? [] : [{ label: 'Voicemail', value: 'None' }];
}

const recordingField = ({ recording }: CompletedCall): Field[] =>
  recording ? [{ label: 'Recording', value: withSeconds('Available', recording.seconds) }] : [];

const withSeconds = (text: string, seconds: number | null): string =>
  seconds === null ? text : `${text}, ${seconds}s`;

/** `0:23`: minutes and seconds since the call came in. */
function sinceStart({ calledAt }: CompletedCall, at: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(at) - Date.parse(calledAt)) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
