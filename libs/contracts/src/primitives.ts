import { type IdKind, idPrefixes } from '@ringdown/kernel';
import { z } from 'zod';

/** E.164 with its plus sign: `+12245550123`. */
export const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'expected an E.164 phone number such as +12245550123');

/** RFC 3339 in UTC with milliseconds. */
export const instant = z.iso.datetime({ error: 'expected an instant such as 2026-01-05T09:00:00.000Z' });

export const id = (kind: IdKind) =>
  z
    .string()
    .regex(new RegExp(`^${idPrefixes[kind]}_[0-9A-Za-z]+$`), `expected an id that begins with ${idPrefixes[kind]}_`);

export const priorities = ['p1', 'p2', 'p3', 'p4', 'p5'] as const;
export const severities = ['sev1', 'sev2', 'sev3'] as const;
export const priority = z.enum(priorities);
export const severity = z.enum(severities);
export type Priority = z.infer<typeof priority>;
export type Severity = z.infer<typeof severity>;

export const name = z
  .string()
  .trim()
  .min(1, 'expected a name')
  .max(200)
  .regex(/^[^\u0000]*$/, 'may not contain a NUL character');

export const localDateTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, 'expected a local date and time such as 2026-01-05T09:00');
export const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as 09:00');

const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};
export const timeZone = z.string().refine(isZone, 'expected an IANA time zone such as Europe/Berlin');

const holdsNul = (value: unknown): boolean => JSON.stringify(value)?.includes('\\u0000') ?? false;

/** Postgres keeps no NUL character, in texts as in JSON. */
export const withoutNul = <S extends z.ZodType>(schema: S): S =>
  schema.refine((value) => !holdsNul(value), 'may not contain a NUL character');
