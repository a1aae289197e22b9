import type { Call, Incident } from '@ringdown/contracts';
import { callerWords } from '@ringdown/domain-calls';
import { indentedJson, writeJson } from '@ringdown/kernel';
import type { Answer, Piece } from './slack-answer.js';

type Line = readonly Piece[];

/** As many entries of a timeline as a reader looks through; the console has them all. */
const mostEntries = 15;

/** How an incident stands, what happened lately (the newest first), and what was sent. */
export function incidentDetails(incident: Incident, url: string): Answer {
  const { number, title, status, priority, severity, timeline, timelineOmitted = 0, details } = incident;
  const ranks = [priority, severity].filter((rank) => rank !== null).map((rank) => `, ${rank}`);
  const newest = timeline.toReversed().slice(0, mostEntries);
  const earlier = timeline.length - newest.length + timelineOmitted;
  return {
    lines: [
      [{ bold: `#${number} ${title}` }],
      [`${status}${ranks.join('')}, opened `, { at: incident.openedAt }],
      ...newest.map(({ at, text }): Line => [{ at }, ` ${text}`]),
      ...(earlier > 0 ? [[`… and ${earlier} earlier`]] : []),
      [{ link: 'Open in the console', url }],
    ],
    ...quoteOf(details),
  };
}

function quoteOf(details: unknown): { quote?: string } {
  if (details === null || details === undefined || details === '') return {};
  return { quote: typeof details === 'string' ? details : indentedJson(writeJson(details)) };
}

/** What happened in a call, and once it is over what is known of it. */
export function callDetails(call: Call, url: string): Answer {
  return {
    lines: [
      [{ bold: `${call.lineName}: call from ${callerWords(call.caller)}` }],
      ...call.steps.map(({ at, text }): Line => [{ at }, ` ${text}`]),
      ...(call.status === 'ended' ? factsOf(call) : []),
      [{ link: 'Open in the console', url }],
    ],
    ...(call.voicemail?.transcript ? { quote: call.voicemail.transcript } : {}),
  };
}

const outcomes: Readonly<Record<NonNullable<Call['outcome']>, string>> = {
  answered: 'answered',
  missed: 'missed',
  no_one_on_call: 'no one was on call',
  rejected: 'rejected',
  failed: 'failed',
};

function factsOf({ outcome, duration, receiver, recording, voicemail, notes }: Call): Line[] {
  const facts = [
    outcome && `Outcome: ${outcomes[outcome]}${receiver ? ` by ${receiver.name}` : ''}`,
    duration === null ? null : `Duration: ${duration} s`,
    recording && 'There is a recording.',
    voicemail && `There is a message${voicemail.seconds === null ? '' : ` of ${voicemail.seconds} s`}.`,
    notes.trim() && `Notes: ${notes}`,
  ];
  return facts.filter((fact) => typeof fact === 'string' && fact !== '').map((fact): Line => [fact as string]);
}
