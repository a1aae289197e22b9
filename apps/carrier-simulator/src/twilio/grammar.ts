import { attributeLists as lists } from './attribute-lists.js';

/** What may stand inside an element, and which attributes it may carry. */
export interface ElementRule {
  readonly attributes: readonly string[];
  readonly children: readonly string[];
  /** False where Twilio knows the element and this simulator does not execute it. */
  readonly simulated: boolean;
}

const rule = (attributes: readonly string[], children: readonly string[] = []): ElementRule => ({
  attributes,
  children,
  simulated: true,
});
const known: ElementRule = { attributes: [], children: [], simulated: false };

const prompts = ['Say', 'Play', 'Pause'];
const speechMarks = ['break', 'emphasis', 'lang', 'p', 'phoneme', 'prosody', 's', 'say-as', 'sub', 'w'];
const speechMark = rule(lists.speechMark, speechMarks);

const rules: Readonly<Record<string, ElementRule>> = {
  Response: rule(
    [],
    [
      ...['Say', 'Play', 'Pause', 'Gather', 'Dial', 'Record', 'Redirect', 'Hangup', 'Reject', 'Start', 'Stop'],
      ...['Enqueue', 'Leave', 'Sms', 'Message', 'Pay', 'Prompt', 'Connect', 'Echo', 'Queue', 'Refer'],
    ],
  ),
  Say: rule(lists.Say, speechMarks),
  Play: rule(lists.Play),
  Pause: rule(lists.Pause),
  Gather: rule(lists.Gather, prompts),
  Dial: rule(lists.Dial, ['Number', 'Client', 'Conference', 'Queue', 'Sim', 'Sip', 'Application', 'WhatsApp']),
  Number: rule(lists.Number),
  Record: rule(lists.Record),
  Redirect: rule(lists.Redirect),
  Hangup: rule([]),
  Reject: rule(lists.Reject),
  Start: rule(lists.Start, ['Recording', 'Stream', 'Siprec', 'Transcription']),
  Recording: rule(lists.Recording),
  ...Object.fromEntries(speechMarks.map((name) => [name, speechMark])),
  ...Object.fromEntries(
    ['Stop', 'Enqueue', 'Leave', 'Sms', 'Message', 'Pay', 'Prompt', 'Connect', 'Echo', 'Queue', 'Refer'].map((name) => [
      name,
      known,
    ]),
  ),
  ...Object.fromEntries(
    ['Client', 'Conference', 'Sim', 'Sip', 'Application', 'WhatsApp', 'Stream', 'Siprec', 'Transcription'].map(
      (name) => [name, known],
    ),
  ),
};

export function ruleOf(name: string): ElementRule | undefined {
  return Object.hasOwn(rules, name) ? rules[name] : undefined;
}

/** The only verbs of a document that runs on the dialled leg before it is bridged. */
export const screeningVerbs: readonly string[] = ['Say', 'Play', 'Pause', 'Gather', 'Hangup'];
