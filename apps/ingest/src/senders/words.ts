import { priorities, type Priority, severities, type Severity } from '@ringdown/contracts';

/** JSON may hold what a Postgres text cannot: NUL, and halves of surrogate pairs. They become U+FFFD. */
const notText = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const everyNotText = new RegExp(notText, 'g');

export const toStorableText = (text: string): string =>
  notText.test(text) ? text.replace(everyNotText, '\ufffd') : text;

export const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** A number or a boolean as the text it is; '' for what is none. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value).trim() : '';

/** A word as words are compared; '' for what is none. */
export const normal = (value: unknown): string => (typeof value === 'string' ? value.trim().toLowerCase() : '');

/** `a, b or c` */
export const listed = (values: readonly string[]): string =>
  values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;

const quotedLength = 100;

/** For a warning: as JSON, cut where it is long. */
export function quoted(value: unknown): string {
  const json = toStorableText(JSON.stringify(value));
  return json.length > quotedLength ? `${toStorableText(json.slice(0, quotedLength))}…` : json;
}

export type AlertStatus = 'trigger' | 'acknowledge' | 'resolve';

const statusWords: Readonly<Record<AlertStatus, readonly string[]>> = {
  resolve:
    'resolve resolved ok okay up recovered recovery closed close cleared clear inactive normal success green'.split(
      ' ',
    ),
  acknowledge: ['acknowledge', 'acknowledged', 'ack'],
  trigger: ['trigger', 'triggered', 'firing', 'alerting', 'down', 'problem', 'open', 'critical', 'error'],
};
const statusOf = new Map(
  Object.entries(statusWords).flatMap(([status, all]) => all.map((word) => [word, status as AlertStatus] as const)),
);

/** An absent status triggers, and so does a word that nobody knows, with a warning: better a page too many than one too few. */
export function readStatus(given: unknown, warnings: string[]): AlertStatus {
  if (isAbsent(given)) return 'trigger';
  const status = statusOf.get(normal(given));
  if (!status) warnings.push(`status: expected trigger, acknowledge or resolve, got ${quoted(given)}; it triggers`);
  return status ?? 'trigger';
}

const severityWords: Readonly<Record<Severity, readonly string[]>> = {
  sev1: ['critical', 'fatal', 'emergency', 'disaster', 'p1'],
  sev2: ['error', 'high', 'major'],
  sev3: ['warning', 'average', 'minor', 'medium', 'low', 'info'],
};
const severityOfWord = new Map(
  severities.flatMap((severity) => [severity, ...severityWords[severity]].map((word) => [word, severity] as const)),
);

/** What monitors call how bad it is; null for another word, which stays in the details. */
export const severityOf = (word: unknown): Severity | null => severityOfWord.get(normal(word)) ?? null;

/** `P1`, or the bare number that some senders write. */
export function priorityOf(given: unknown): Priority | null {
  const word = typeof given === 'number' ? `p${given}` : normal(given);
  return priorities.find((priority) => priority === word) ?? null;
}

/** The first of these that says something. */
export const firstText = (...values: readonly unknown[]): string =>
  values.map(textOf).find((text) => text !== '') ?? '';

export type Members = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
