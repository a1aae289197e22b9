export type AnswerVerb = 'acknowledge' | 'resolve' | 'escalate';

/** What a person wrote back. `number` is the number of an incident; null where none was named. */
export type TextAnswer =
  | { readonly type: 'act'; readonly verb: AnswerVerb; readonly number: number | null }
  /** STOP, START and their like, which the carriers act on themselves. */
  | { readonly type: 'carrier-word'; readonly word: 'stop' | 'start' | 'help' }
  | { readonly type: 'unknown' };

const verbs: ReadonlyMap<string, AnswerVerb> = new Map(
  Object.entries({
    a: 'acknowledge',
    ack: 'acknowledge',
    acknowledge: 'acknowledge',
    r: 'resolve',
    res: 'resolve',
    resolve: 'resolve',
    e: 'escalate',
    esc: 'escalate',
    escalate: 'escalate',
  } as const),
);

/** https://help.twilio.com/articles/223134027, and Plivo's list of the same. */
const carrierWords: ReadonlyMap<string, 'stop' | 'start' | 'help'> = new Map(
  Object.entries({
    stop: 'stop',
    stopall: 'stop',
    unsubscribe: 'stop',
    cancel: 'stop',
    end: 'stop',
    quit: 'stop',
    revoke: 'stop',
    optout: 'stop',
    start: 'start',
    unstop: 'start',
    yes: 'start',
    help: 'help',
    info: 'help',
  } as const),
);

/** Greater ones are no numbers of incidents. */
const mostDigits = 9;

/**
 * Reads what a person wrote: a word and a number in any order, without case, with or without `#` and punctuation: `ACK 142`,
 * `142 a`, `#142 Resolve!`. More than one verb, or more than one number, is no answer: it is asked again.
 */
export function readTextAnswer(text: string): TextAnswer {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => word.match(/^(\p{L}+)(\d+)$/u)?.slice(1) ?? word.match(/^(\d+)(\p{L}+)$/u)?.slice(1) ?? [word])
    .filter((word) => word !== '');
  const [only] = words;
  const carrierWord = words.length === 1 && only !== undefined ? carrierWords.get(only) : undefined;
  if (carrierWord) return { type: 'carrier-word', word: carrierWord };
  const found = new Set(words.flatMap((word) => verbs.get(word) ?? []));
  const numbers = new Set(words.filter((word) => /^\d+$/.test(word) && word.length <= mostDigits).map(Number));
  const [verb] = found;
  if (!verb || found.size > 1 || numbers.size > 1) return { type: 'unknown' };
  return { type: 'act', verb, number: [...numbers][0] ?? null };
}

/** An incident that a person may mean. */
export interface AnswerableIncident {
  readonly id: string;
  readonly number: number;
  readonly status: 'triggered' | 'acknowledged' | 'resolved';
}

export type AnsweredIncident =
  | { readonly type: 'act'; readonly incident: AnswerableIncident }
  | { readonly type: 'which'; readonly numbers: readonly number[] }
  | { readonly type: 'none' };

/**
 * Which incident a bare `ack` is about: the only one that the person was told of and that it can act on. To acknowledge or to
 * escalate it has to be triggered, to resolve it not resolved.
 */
export function incidentMeant(verb: AnswerVerb, toldOf: readonly AnswerableIncident[]): AnsweredIncident {
  const open = toldOf.filter(({ status }) => (verb === 'resolve' ? status !== 'resolved' : status === 'triggered'));
  const [only] = open;
  if (!only) return { type: 'none' };
  return open.length === 1
    ? { type: 'act', incident: only }
    : { type: 'which', numbers: open.map(({ number }) => number).sort((a, b) => a - b) };
}
