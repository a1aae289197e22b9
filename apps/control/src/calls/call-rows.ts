import type { Call } from '@ringdown/contracts';
import { toPlainText } from '@ringdown/kernel';
import { stringify } from 'csv-stringify/sync';

const columns: readonly (readonly [string, (call: Call) => string | number | null | undefined])[] = [
  ['id', ({ id }) => id],
  ['line', ({ lineName }) => lineName],
  ['called at', ({ calledAt }) => calledAt],
  ['answered at', ({ answeredAt }) => answeredAt],
  ['ended at', ({ endedAt }) => endedAt],
  ['duration (s)', ({ duration }) => duration],
  ['caller number', ({ caller }) => caller.number],
  ['caller name', ({ caller }) => caller.name],
  ['status', ({ status }) => status],
  ['outcome', ({ outcome }) => outcome],
  ['receiver', ({ receiver }) => receiver?.name],
  ['schedule', ({ receiver }) => receiver?.oncallName],
  ['incident', ({ incidentId }) => incidentId],
  ['voicemail transcript', ({ voicemail }) => voicemail?.transcript],
  ['notes', ({ notes }) => notes],
  ['test', ({ test }) => String(test)],
  ['archived', ({ archived }) => String(archived)],
  ['provider', ({ provider }) => provider],
  ['provider call id', ({ providerCallId }) => providerCallId],
  ['caller address', ({ caller }) => caller.address],
  ['caller verification', ({ caller }) => caller.verification?.reported],
];

/**
 * Lines of CSV (RFC 4180): every text is quoted, and one that a spreadsheet would take for a formula, a phone number too, has an
 * apostrophe in front.
 */
const lines = (rows: readonly (readonly unknown[])[]): string =>
  stringify(
    [...rows].map((row) => [...row]),
    { record_delimiter: 'windows', quoted_string: true, escape_formulas: true },
  );

/** Made readable first, so that nothing invisible hides from `escape_formulas` what a cell begins with; it forgets a line feed. */
const cell = <Value>(value: Value): Value | string =>
  typeof value === 'string' ? toPlainText(value).replace(/^(?=\n)/, "'") : value;

export const callHeader = (): string => lines([columns.map(([name]) => name)]);

export const callRows = (calls: readonly Call[]): string =>
  lines(calls.map((call) => columns.map(([, of]) => cell(of(call)))));
