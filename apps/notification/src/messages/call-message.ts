import type { ChatAction, ChatMessage, Tone } from '@ringdown/chat';
import { callerWords } from '@ringdown/domain-calls';
import type { CallStory } from '../stories/index.js';
import type { MessageContext } from './message-context.js';

type Outcome = NonNullable<CallStory['end']>['outcome'];
type Field = ChatMessage['fields'][number];
type Call = NonNullable<CallStory['call']>;
/** A call whose beginning is known. */
type KnownCall = CallStory & { readonly call: Call };

const outcomeWords: Readonly<Record<Outcome, string>> = {
  answered: 'Answered',
  missed: 'Missed',
  no_one_on_call: 'No one on call',
  rejected: 'Rejected',
  failed: 'Failed',
};
const roleWords = { primary: 'primary', fallback1: 'fallback 1', fallback2: 'fallback 2' } as const;
const statusWords = { triggered: 'open', acknowledged: 'acknowledged', resolved: 'resolved' } as const;

/** The one message of a call, as it stands: who is rung, who answered, how it ended, and what became of it. Null: of the call nothing is known yet. */
export function callMessage(story: CallStory, context: MessageContext): ChatMessage | null {
  if (story.call === null) return null;
  const known: KnownCall = { ...story, call: story.call };
  const { call, end, voicemail, isDeleted } = known;
  if (isDeleted) return deletedCall(call, context);
  return {
    title: `${call.test ? '[Test] ' : ''}${call.lineName}: ${headline(known)}`,
    subject: `[Ringdown] ${call.lineName}: call from ${callerWords(call.caller)}`,
    tone: toneOf(known),
    fields: fieldsOf(known),
    steps:
      end && end.steps.length > 0
        ? { heading: 'What happened', lines: end.steps.map(({ at, text }) => `${sinceStart(call, at)} ${text}`) }
        : null,
    quote: [voicemail?.transcript?.trim(), end?.notes.trim()].filter(Boolean).join('\n\n') || null,
    link: { text: 'Open the call', url: `${context.publicUrl}/calls/${encodeURIComponent(call.callId)}` },
    actions: actionsOf(known, context),
    callBack: call.caller.number === null ? null : { text: 'Call back', number: call.caller.number },
    at: new Date(call.calledAt),
  };
}

const deletedCall = ({ lineName, calledAt }: Call, { publicUrl }: MessageContext): ChatMessage => ({
  title: `${lineName}: this call was deleted`,
  tone: 'neutral',
  fields: [],
  steps: null,
  quote: null,
  link: { text: 'Open the call log', url: `${publicUrl}/calls` },
  actions: [],
  callBack: null,
  at: new Date(calledAt),
});

function headline({ call, end, receiver, ringing }: KnownCall): string {
  const from = `call from ${callerWords(call.caller)}`;
  if (!end) {
    if (receiver) return `${from}, ${receiver.name} is on the line`;
    return ringing ? `${from}, ringing ${ringing.userName} (${roleWords[ringing.role]})` : from;
  }
  switch (end.outcome) {
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

function toneOf({ call, end, receiver }: KnownCall): Tone {
  if (call.test || end?.outcome === 'rejected') return 'neutral';
  if (!end) return receiver ? 'good' : 'attention';
  return end.outcome === 'answered' ? 'good' : 'alarm';
}

const fieldsOf = (story: KnownCall): Field[] => [
  { label: 'Outcome', value: outcomeOf(story) },
  { label: 'Caller', value: callerWords(story.call.caller) },
  { label: 'Line', value: `${story.call.lineName} (${story.call.lineNumber})` },
  ...(story.end ? [{ label: 'Duration', value: `${story.end.duration}s` }] : []),
  ...(story.end || story.receiver ? [{ label: 'Answered by', value: answeredBy(story) }] : []),
  ...voicemailField(story),
  ...(story.recording ? [{ label: 'Recording', value: withSeconds('Available', story.recording.seconds) }] : []),
  ...(story.incident ? [{ label: 'Incident', value: incidentWords(story.incident) }] : []),
];

const outcomeOf = ({ call, end }: KnownCall): string =>
  (end ? outcomeWords[end.outcome] : 'Live') + (call.test ? ' (test call)' : '');

const incidentWords = ({ number, status, by }: NonNullable<CallStory['incident']>): string =>
  `#${number}, ${statusWords[status]}${by ? ` by ${by}` : ''}`;

function answeredBy({ receiver }: KnownCall): string {
  if (!receiver) return 'Nobody';
  return receiver.oncallName ? `${receiver.name} (${receiver.oncallName})` : receiver.name;
}

function voicemailField({ end, voicemail }: KnownCall): Field[] {
  if (voicemail) return [{ label: 'Voicemail', value: withSeconds('Left', voicemail.seconds) }];
  return !end || end.outcome === 'answered' ? [] : [{ label: 'Voicemail', value: 'None' }];
}

const withSeconds = (text: string, seconds: number | null): string =>
  seconds === null ? text : `${text}, ${seconds}s`;

/** `0:23`: minutes and seconds since the call came in. */
function sinceStart({ calledAt }: Call, at: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(at) - Date.parse(calledAt)) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function actionsOf(story: KnownCall, { actUrl }: MessageContext): ChatAction[] {
  const { call, end, incident } = story;
  const about = call.callId;
  const plain = { about, style: null, confirm: null, url: null } as const;
  const ofIncident = (kind: 'acknowledge' | 'resolve', text: string): ChatAction => ({
    kind,
    text: `${text} #${incident?.number}`,
    about: incident?.id ?? '',
    style: kind === 'acknowledge' ? 'primary' : null,
    confirm: null,
    url: incident ? actUrl(kind, incident.id) : null,
  });
  return [
    ...(incident?.status === 'triggered' ? [ofIncident('acknowledge', 'Acknowledge')] : []),
    ...(incident && incident.status !== 'resolved' ? [ofIncident('resolve', 'Resolve')] : []),
    ...(end && !incident && !call.test
      ? [
          { ...plain, kind: 'create-incident', text: 'Create incident' } as const,
          { ...plain, kind: 'link-incident', text: 'Link incident' } as const,
        ]
      : []),
    ...callerActions(call, plain),
    { ...plain, kind: 'show-details', text: 'Details' },
  ];
}

function callerActions({ caller }: Call, plain: Omit<ChatAction, 'kind' | 'text'>): ChatAction[] {
  if (caller.number === null) return [];
  const confirm = `Calls from ${callerWords(caller)} will be rejected before anybody is rung. An admin can take that back under Contacts.`;
  return [
    ...(caller.name === null ? [{ ...plain, kind: 'save-caller', text: 'Save caller' } as const] : []),
    { ...plain, kind: 'block-caller', text: 'Block caller', style: 'danger', confirm },
  ];
}
