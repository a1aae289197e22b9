import { RE2JS } from 're2js';
import type { ReadHours, RuleComparison, RuleEvent } from './alert-rule.js';
import { valueAt } from './body-path.js';

/** Whether something holds, and why in words: `title contains “disk”: yes`. */
export interface Verdict {
  readonly holds: boolean;
  readonly because: string;
}

/** A comparison with its pattern and its hours read, ready for any number of events. */
export type ReadComparison = (event: ReadEvent) => Verdict;

/** An event of which each field is read once, however many rules ask for it. */
export class ReadEvent {
  private readonly read = new Map<string, string | null>();

  constructor(readonly event: RuleEvent) {}

  textOf(field: string): string | null {
    const known = this.read.get(field);
    if (known !== undefined) return known;
    const text = this.find(field);
    this.read.set(field, text);
    return text;
  }

  private find(field: string): string | null {
    const { event } = this;
    if (field === 'body' || field.startsWith('body.')) {
      return event.body === null ? null : valueAt(event.body, field.split('.').slice(1));
    }
    return isTextField(field) ? event[field] : null;
  }
}

/** The fields that are compared as text, other than those of the body. */
const textFields = ['source', 'lineId', 'integrationId', 'title', 'priority', 'severity', 'caller'] as const;
const isTextField = (field: string): field is (typeof textFields)[number] =>
  (textFields as readonly string[]).includes(field);

/** Longer patterns are refused: RE2 takes time and memory in proportion. */
const mostPatternCharacters = 500;
const mostTextCharacters = 100_000;
const shownCharacters = 60;

/** What keeps a pattern from being read, as a sentence; null where nothing does. */
export function patternFault(pattern: string): string | null {
  if (pattern.length > mostPatternCharacters) return `enter a pattern of at most ${mostPatternCharacters} characters`;
  try {
    RE2JS.compile(pattern);
    return null;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
    return `enter a pattern that RE2 can read: ${why}`;
  }
}

/** Reads a comparison once. @throws where its pattern or its zone cannot be read: `ruleFaults` says so beforehand. */
export function readComparison(comparison: RuleComparison, readHours: ReadHours): ReadComparison {
  const { field } = comparison;
  switch (comparison.op) {
    case 'within':
      return readWithin(comparison.value, readHours);
    case 'at_least':
      return readAtLeast(comparison.value);
    case 'equals':
      return onText(field, `is ${quoted(comparison.value)}`, (text) => text === comparison.value);
    case 'not_equals':
      return onText(field, `is not ${quoted(comparison.value)}`, (text) => text !== comparison.value, true);
    case 'contains':
      return onText(field, `contains ${quoted(comparison.value)}`, containing(comparison.value));
    case 'not_contains': {
      const contains = containing(comparison.value);
      return onText(field, `does not contain ${quoted(comparison.value)}`, (text) => !contains(text), true);
    }
    case 'in': {
      const values = new Set(comparison.value);
      return onText(field, `is one of ${comparison.value.map(quoted).join(', ')}`, (text) => values.has(text));
    }
    case 'matches': {
      const pattern = RE2JS.compile(comparison.value);
      return onText(field, `matches ${quoted(comparison.value)}`, (text) => pattern.matcher(text).find());
    }
  }
}

/** Without case: whoever looks for “disk” means “Disk full” too. */
function containing(part: string): (text: string) => boolean {
  const sought = part.toLowerCase();
  return (text) => text.toLowerCase().includes(sought);
}

/** `ofNothing`: whether it holds where the event has no such field. */
function onText(field: string, says: string, test: (text: string) => boolean, ofNothing = false): ReadComparison {
  return (event) => {
    const text = event.textOf(field);
    const holds = text === null ? ofNothing : test(text.slice(0, mostTextCharacters));
    if (holds) return { holds, because: `${field} ${says}: yes` };
    const is = text === null ? 'there is none' : `it is ${quoted(text)}`;
    return { holds, because: `${field} ${says}: no, ${is}` };
  };
}

function readWithin(hours: Extract<RuleComparison, { op: 'within' }>['value'], readHours: ReadHours): ReadComparison {
  const isWithin = readHours(hours);
  const says = `time is within ${hours.days.join(', ')} ${hours.from} to ${hours.to} (${hours.zone})`;
  return ({ event: { at } }) => {
    const holds = isWithin(at);
    return { holds, because: holds ? `${says}: yes` : `${says}: no, it is ${at.toISOString()}` };
  };
}

function readAtLeast({ count, withinMinutes }: Extract<RuleComparison, { op: 'at_least' }>['value']): ReadComparison {
  const span = withinMinutes === undefined ? '' : ` within ${withinMinutes} min`;
  const says = `seen at least ${count === 1 ? 'once' : `${count} times`}${span}`;
  return ({ event }) => {
    const seen =
      withinMinutes === undefined
        ? event.occurrences
        : event.occurredAt.filter((at) => at > event.at.getTime() - withinMinutes * 60_000).length;
    const holds = seen >= count;
    return {
      holds,
      because: holds ? `${says}: yes` : `${says}: no, it was seen ${seen === 1 ? 'once' : `${seen} times`}`,
    };
  };
}

const quoted = (text: string): string => {
  const shown = text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
  return /^(p[1-5]|sev[1-3]|webhook|call|manual)$/.test(shown) ? shown : `“${shown}”`;
};
