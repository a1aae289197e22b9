import type { ConfigDocument, Severity } from '@ringdown/contracts';
import { severityOf } from '../words.js';

export type SubjectWords = NonNullable<ConfigDocument<'integration'>['subjectWords']>;

/** What monitors usually write: Prometheus, Grafana, Zabbix, CloudWatch, Uptime Kuma and UptimeRobot among them. */
export const usualWords: SubjectWords = {
  resolve: [
    ...['[RESOLVED]', '[OK]', '[RECOVERED]', '[RECOVERY]', '[CLOSED]', '[CLEARED]', '[UP]'],
    ...['RESOLVED:', 'RECOVERED:', 'RECOVERY:', 'CLOSED:', 'CLEARED:', 'OK:', 'UP:', 'Monitor is UP:'],
  ],
  trigger: [
    ...['[FIRING]', '[ALERT]', '[ALERTING]', '[ALARM]', '[PROBLEM]', '[DOWN]'],
    ...['FIRING:', 'ALERT:', 'ALARM:', 'PROBLEM:', 'DOWN:', 'Monitor is DOWN:'],
  ],
};

export interface ReadSubject {
  /** '' where there is nothing but words. */
  readonly title: string;
  readonly status: 'trigger' | 'resolve';
  readonly severity: Severity | null;
}

const longestSubject = 1000;

/** Re and Fwd in some languages, of answers and of mails that somebody passes on. */
const answered = /^(?:re|fwd?|aw|wg|sv|vs|antw|tr|rv)\s*(?:\[\d{1,3}\])?\s*[:：]\s*/i;
const bracketed = /\[([^[\]]{1,120})\]/g;
const separators = /^[\s:：|–—-]+/;

/**
 * The title of a mail, and what it says about it. A word counts in brackets anywhere, `[FIRING:2]` and `[✅ Up]` too, and as it is
 * written at the beginning, also as `Resolved in 5m:`. Where both kinds stand there it is over.
 */
export function readSubject(subject: string, rule: SubjectWords | null): ReadSubject {
  const { resolve, trigger } = rule ?? usualWords;
  const words: Words = { resolve: coresOf(resolve), trigger: coresOf(trigger) };
  const found = new Set<'trigger' | 'resolve'>();
  let severity: Severity | null = null;
  const withoutBrackets = subject.slice(0, longestSubject).replace(bracketed, (whole, inside: string) => {
    const core = coreOf(inside);
    severity ??= severityOf(core);
    const kind = words.resolve.has(core) ? 'resolve' : words.trigger.has(core) ? 'trigger' : null;
    if (kind) found.add(kind);
    return kind ? ' ' : whole;
  });
  const title = withoutLeading(withoutBrackets, { resolve, trigger }, found);
  return { title, status: found.has('resolve') ? 'resolve' : 'trigger', severity };
}

interface Words {
  readonly resolve: ReadonlySet<string>;
  readonly trigger: ReadonlySet<string>;
}

const coresOf = (words: readonly string[]): ReadonlySet<string> =>
  new Set(words.map(coreOf).filter((core) => core !== ''));

/** A word without what is around it, and without how many alerts it stands for. */
const coreOf = (word: string): string =>
  word
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/[^\p{L}\p{N}]+$/u, '')
    .replace(/:\d+$/, '')
    .toLowerCase();

/** Takes away words and Re: and Fwd: at the beginning, until there is none. */
function withoutLeading(subject: string, words: SubjectWords, found: Set<'trigger' | 'resolve'>): string {
  let rest = subject.trim();
  for (;;) {
    const shorter = rest.replace(answered, '').replace(separators, '');
    const [kind, length] = leadingWord(shorter, words);
    if (kind) found.add(kind);
    const next = shorter.slice(length).replace(separators, '').trim();
    if (next === rest) return rest.replace(/\s+/g, ' ');
    rest = next;
  }
}

function leadingWord(subject: string, words: SubjectWords): readonly ['trigger' | 'resolve' | null, number] {
  for (const kind of ['resolve', 'trigger'] as const) {
    const length = Math.max(0, ...words[kind].map((word) => lengthAtBeginning(subject, word)));
    if (length > 0) return [kind, length];
  }
  return [null, 0];
}

/** Zabbix says how long it took: `Resolved in 1h 5m: `. */
const duration = /^ in (?:\d+ ?[a-z]+ ?){1,5}:/i;

function lengthAtBeginning(subject: string, word: string): number {
  const stem = word.endsWith(':') ? word.slice(0, -1) : word;
  if (stem === '' || subject.slice(0, stem.length).toLowerCase() !== stem.toLowerCase()) return 0;
  const behind = subject.slice(stem.length);
  if (stem !== word)
    return behind.startsWith(':') ? word.length : stem.length + (duration.exec(behind)?.[0].length ?? -stem.length);
  return /[\p{L}\p{N}]$/u.test(stem) && /^[\p{L}\p{N}]/u.test(behind) ? 0 : stem.length;
}
