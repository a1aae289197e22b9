import { DocumentError } from '../documents/execution.js';
import type { Element } from '../documents/xml.js';

/** What may stand inside an element, and which attributes it may carry. */
interface ElementRule {
  readonly attributes: readonly string[];
  readonly children: readonly string[];
  /** False where Plivo knows the element and this simulator does not execute it. */
  readonly simulated: boolean;
}

const words = (list: string): readonly string[] => list.trim().split(/\s+/).filter(Boolean);
const rule = (attributes: string, children = ''): ElementRule => ({
  attributes: words(attributes),
  children: words(children),
  simulated: true,
});
const known: ElementRule = { attributes: [], children: [], simulated: false };

const speechMarks = 'break emphasis lang p phoneme prosody s say-as sub w';
const prompts = 'Speak Play Wait';

/** The attributes and children that Plivo's own document builder accepts (`plivo` 4.79, dist/utils/plivoxml.js). */
const rules: Readonly<Record<string, ElementRule>> = {
  Response: rule(
    '',
    `Speak Play GetDigits GetInput Record Dial Message Redirect Wait Hangup PreAnswer Conference DTMF MultiPartyCall
     Stream`,
  ),
  Speak: rule('voice language loop', speechMarks),
  Play: rule('loop'),
  Wait: rule('length silence min_silence minSilence beep'),
  GetDigits: rule(
    `action method timeout digitTimeout finishOnKey numDigits retries invalidDigitsSound validDigits playBeep redirect
     log`,
    prompts,
  ),
  GetInput: rule(
    `action method inputType executionTimeout digitEndTimeout speechEndTimeout finishOnKey numDigits speechModel hints
     language interimSpeechResultsCallback interimSpeechResultsCallbackMethod log redirect profanityFilter`,
    prompts,
  ),
  Dial: rule(
    `action method timeout hangupOnStar timeLimit callerId callerName confirmSound dialMusic confirmKey redirect
     callbackUrl callbackMethod digitsMatch digitsMatchBLeg sipHeaders confirmTimeout`,
    'Number User',
  ),
  Number: rule('sendDigits sendOnPreanswer sendDigitsMode callerId callerName'),
  Record: rule(
    `action method timeout finishOnKey maxLength playBeep recordSession startOnDialAnswer redirect fileFormat
     callbackUrl callbackMethod transcriptionType transcriptionUrl transcriptionMethod recordChannelType`,
  ),
  Redirect: rule('method'),
  Hangup: rule('schedule reason'),
  break: rule('strength time'),
  emphasis: rule('level', 'break emphasis lang phoneme prosody say-as sub w'),
  lang: rule('xml:lang', speechMarks),
  p: rule('', 'break emphasis lang prosody s say-as sub w'),
  phoneme: rule('alphabet ph'),
  prosody: rule('pitch rate volume', speechMarks),
  s: rule('', 'break emphasis lang phoneme prosody say-as sub w'),
  'say-as': rule('interpret-as format'),
  sub: rule('alias'),
  w: rule('role', 'break emphasis phoneme prosody say-as sub'),
  ...Object.fromEntries(
    words('Message PreAnswer Conference DTMF MultiPartyCall Stream User').map((one) => [one, known]),
  ),
};

export function ruleOf(name: string): ElementRule | undefined {
  return Object.hasOwn(rules, name) ? rules[name] : undefined;
}

export interface FetchedDocument {
  readonly url: string;
  /** The hangup cause of a document that came from there and is not valid. */
  readonly invalid: number;
}

/** Checks a document against Plivo's own lists. Throws DocumentError for anything they do not know: Plivo does not warn. */
export function checkDocument(element: Element, from: FetchedDocument): void {
  const refuse = (why: string): DocumentError => new DocumentError(from.invalid, why, from.url);
  const { name, attributes, children } = element;
  const rule = ruleOf(name);
  if (!rule) throw refuse(`<${name}> is not an element of Plivo's XML`);
  if (!rule.simulated) throw refuse(`this simulator does not execute <${name}>`);
  const unknown = Object.keys(attributes).find((attribute) => !rule.attributes.includes(attribute));
  if (unknown) throw refuse(`<${name}> has no attribute "${unknown}"`);
  for (const child of children) {
    if (ruleOf(child.name) && !rule.children.includes(child.name))
      throw refuse(`<${child.name}> cannot stand in <${name}>`);
    checkDocument(child, from);
  }
}
