import { priorities, severities } from '@ringdown/contracts';
import { type CarriedJson, DomainError, membersOf } from '@ringdown/kernel';
import { type FormFields, hasOwnField, type JsonObject, ownFields } from '../../bytes/index.js';
import { carriedBody, isPlain, type MonitorEvent, noBody, readTitle } from '../monitor-event.js';
import { isAbsent, listed, normal, quoted, readStatus } from '../words.js';

/**
 * A JSON object with our fields; a bad optional one is left out with a warning. One that has none of them is an incident all
 * the same: without a title, with the whole object as its details.
 * @throws DomainError `invalid` for a title that is an object or an array.
 */
export function readOwnJson(sent: JsonObject): MonitorEvent {
  const { value, text } = sent;
  const warnings: string[] = [];
  if (!hasOwnField(value)) {
    const body = carriedBody(text, value, warnings);
    const sentence = `None of ${listed(ownFields)} is in the body: the incident has no title, and the whole body as its details.`;
    return { ...noFields, body, warnings: [sentence, ...warnings] };
  }
  // most monitors write it so, and cutting it up costs as much as all the rest
  const isAsParsed = isPlain(text, value);
  const written = isAsParsed ? null : membersOf(text);
  return {
    ...noFields,
    title: readTitle(titleOf(value.title, written?.get('title')), warnings),
    body: isAsParsed
      ? { value: value.body ?? null, text: undefined }
      : bodyOf(value.body, written?.get('body'), warnings),
    ...readWords(value, warnings),
    warnings,
  };
}

/** A form with our fields. */
export function readOwnForm(fields: FormFields): MonitorEvent {
  const warnings: string[] = [];
  const title = readTitle(fields.title ?? '', warnings);
  return {
    ...noFields,
    title,
    body: bodyOf(fields.body, undefined, warnings),
    ...readWords(fields, warnings),
    warnings,
  };
}

const noFields: MonitorEvent = {
  title: '',
  key: null,
  body: noBody,
  severity: null,
  priority: null,
  status: 'trigger',
  warnings: [],
};

/** A number as it is written: two long ones may be the same to JavaScript. */
function titleOf(title: unknown, written: string | undefined): string {
  if (typeof title === 'object' && title !== null) throw new DomainError('invalid', 'Send title as a string.');
  if (typeof title === 'number') return written ?? String(title);
  return isAbsent(title) ? '' : String(title);
}

function bodyOf(body: unknown, written: string | undefined, warnings: string[]): CarriedJson {
  if (body === undefined || body === null) return noBody;
  return carriedBody(written ?? JSON.stringify(body), body, warnings);
}

const readWords = (fields: Readonly<Record<string, unknown>>, warnings: string[]) => ({
  severity: readOneOf('severity', severities, fields.severity, warnings),
  priority: readOneOf('priority', priorities, fields.priority, warnings),
  status: readStatus(fields.status, warnings),
});

function readOneOf<T extends string>(field: string, known: readonly T[], given: unknown, warnings: string[]): T | null {
  if (isAbsent(given)) return null;
  const found = known.find((one) => one === normal(given));
  if (found === undefined) warnings.push(`${field}: expected ${listed(known)}, got ${quoted(given)}`);
  return found ?? null;
}
