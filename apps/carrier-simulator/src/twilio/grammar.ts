import { DocumentError } from '../documents/execution.js';
import type { Element } from '../documents/xml.js';

/**
 * The attributes of each element, as listed by the types of Twilio's own document builder (`twilio` 6.2,
 * lib/twiml/VoiceResponse.d.ts), and the few of Twilio's reference pages that are missing there.
 */
export const attributeLists = {
  Say: words('language loop voice'),
  Play: words('digits loop'),
  Pause: words('length'),
  Gather: words(`
    action actionOnEmptyResult bargeIn debug enhanced finishOnKey hints input language maxSpeechTime
    method numDigits partialResultCallback partialResultCallbackMethod profanityFilter speechModel
    speechTimeout timeout
  `),
  Dial: words(`
    action answerOnBridge callReason callerId events hangupOnStar method passports record
    recordingConfigurationId recordingStatusCallback recordingStatusCallbackEvent
    recordingStatusCallbackMethod recordingTrack referMethod referUrl ringTone sequential timeLimit
    timeout trim
  `),
  Number: words(`
    amdStatusCallback amdStatusCallbackMethod byoc machineDetection machineDetectionSilenceTimeout
    machineDetectionSpeechEndThreshold machineDetectionSpeechThreshold machineDetectionTimeout method
    sendDigits statusCallback statusCallbackEvent statusCallbackMethod url
  `),
  Record: words(`
    action finishOnKey maxLength method playBeep recordingConfigurationId recordingStatusCallback
    recordingStatusCallbackEvent recordingStatusCallbackMethod timeout transcribe transcribeCallback
    trim
  `),
  Redirect: words('method'),
  Reject: words('reason'),
  Start: words('action method'),
  Recording: words(`
    channels name recordingConfigurationId recordingStatusCallback recordingStatusCallbackEvent
    recordingStatusCallbackMethod track trim
  `),
  speechMark: words('alias alphabet format interpret-as level ph pitch rate role strength time volume xml:lang'),
} as const;

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/);
}

/** What may stand inside an element, and which attributes it may carry. */
interface ElementRule {
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
const speechMark = rule(attributeLists.speechMark, speechMarks);

const rules: Readonly<Record<string, ElementRule>> = {
  Response: rule(
    [],
    [
      ...['Say', 'Play', 'Pause', 'Gather', 'Dial', 'Record', 'Redirect', 'Hangup', 'Reject', 'Start', 'Stop'],
      ...['Enqueue', 'Leave', 'Sms', 'Message', 'Pay', 'Prompt', 'Connect', 'Echo', 'Queue', 'Refer'],
    ],
  ),
  Say: rule(attributeLists.Say, speechMarks),
  Play: rule(attributeLists.Play),
  Pause: rule(attributeLists.Pause),
  Gather: rule(attributeLists.Gather, prompts),
  Dial: rule(attributeLists.Dial, ['Number', 'Client', 'Conference', 'Queue', 'Sim', 'Sip', 'Application', 'WhatsApp']),
  Number: rule(attributeLists.Number),
  Record: rule(attributeLists.Record),
  Redirect: rule(attributeLists.Redirect),
  Hangup: rule([]),
  Reject: rule(attributeLists.Reject),
  Start: rule(attributeLists.Start, ['Recording', 'Stream', 'Siprec', 'Transcription']),
  Recording: rule(attributeLists.Recording),
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

function ruleOf(name: string): ElementRule | undefined {
  return Object.hasOwn(rules, name) ? rules[name] : undefined;
}

/** The only verbs of a document that runs on the dialled leg before it is bridged. */
const screeningVerbs: readonly string[] = ['Say', 'Play', 'Pause', 'Gather', 'Hangup'];

/**
 * Checks a document against Twilio's own lists. Throws DocumentError 12200 for an element that is unknown or is in the
 * wrong place; returns what Twilio only warns about (attributes it does not know).
 */
export function checkDocument(root: Element, url: string, screening: boolean): readonly string[] {
  const unsupported = screening && root.children.find(({ name }) => !screeningVerbs.includes(name));
  if (unsupported)
    throw new DocumentError(12200, `<${unsupported.name}> is not supported in the document of a <Number>`, url);
  return checkElement(root, url);
}

function checkElement(element: Element, url: string): string[] {
  const rule = ruleOf(element.name);
  if (!rule) throw new DocumentError(12200, `<${element.name}> is not an element of TwiML`, url);
  if (!rule.simulated) throw new DocumentError(12200, `this simulator does not execute <${element.name}>`, url);
  const unknown = Object.keys(element.attributes).filter((name) => !rule.attributes.includes(name));
  const warnings = unknown.map((name) => `<${element.name}> has no attribute "${name}"`);
  for (const child of element.children) {
    if (ruleOf(child.name) && !rule.children.includes(child.name)) {
      throw new DocumentError(12200, `<${child.name}> cannot stand in <${element.name}>`, url);
    }
    warnings.push(...checkElement(child, url));
  }
  return warnings;
}
