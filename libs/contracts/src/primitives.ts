import { type IdKind, idPrefixes } from '@ringdown/kernel';
import { z } from 'zod';
import type { NumberRange } from './number-ranges.js';

/** E.164 with its plus sign: `+12245550123`. */
const phoneWords = 'enter a phone number with its country code, such as +12245550123';
export const e164 = z.string({ error: phoneWords }).regex(/^\+[1-9]\d{6,14}$/, phoneWords);

/** RFC 3339 in UTC with milliseconds, from the year 1 on: neither calendars nor Postgres know a year 0. */
export const instant = z.iso
  .datetime({ error: 'enter an instant in UTC, such as 2026-01-05T09:00:00.000Z' })
  .refine((text) => !text.startsWith('0000'), 'enter a year from 0001 on');

const idWords = (kind: IdKind): string => `choose one by its id, which begins with ${idPrefixes[kind]}_`;
export const id = (kind: IdKind) =>
  z.string({ error: idWords(kind) }).regex(new RegExp(`^${idPrefixes[kind]}_[0-9A-Za-z]+$`), idWords(kind));

export const priorities = ['p1', 'p2', 'p3', 'p4', 'p5'] as const;
export const severities = ['sev1', 'sev2', 'sev3'] as const;
export const priority = z.enum(priorities);
export const severity = z.enum(severities);
export type Priority = z.infer<typeof priority>;
export type Severity = z.infer<typeof severity>;

/** NUL, and a half of a surrogate pair alone. */
const notText = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const maxDepth = 200;

function holdsOnlyText(value: unknown): boolean {
  if (typeof value === 'string') return !notText.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => holdsOnlyText(key) && holdsOnlyText(inner));
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner));
}

/** What Postgres can keep, as a text or within JSON. */
export const storable = <S extends z.ZodType>(schema: S): S =>
  schema
    .refine((value) => !isDeeperThan(maxDepth, value), {
      error: `enter a value that is nested at most ${maxDepth} levels deep`,
      abort: true,
    })
    .refine(holdsOnlyText, 'leave out the NUL character, and half characters (a surrogate without its pair)');

export const storableText = storable(z.string());

const nameWords = 'enter a name';
export const name = storable(z.string({ error: nameWords }).trim().min(1, nameWords).max(200));

const localWords = 'enter a day and a time of day, such as 2026-01-05T09:00';
export const localDateTime = z
  .string({ error: localWords })
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, localWords);
const timeWords = 'enter a time of day, such as 09:00';
export const localTime = z.string({ error: timeWords }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, timeWords);

export const within = ({ min, max }: NumberRange) => z.number().int().min(min).max(max);

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};
const zoneWords = 'choose a time zone of the IANA database, such as Europe/Berlin';
export const timeZone = z.string({ error: zoneWords }).refine(isZone, zoneWords);

/**
 * What carriers put in place of a number that its caller withheld: a word spelled on a keypad, ANONYMOUS, RESTRICTED, UNAVAILABLE,
 * UNKNOWN, BLOCKED, with or without + and country code 1. Nobody can be called back there, and a call that has it is a withheld one.
 */
const spelled = new Map([
  ['266696687', 'ANONYMOUS'],
  ['7378742833', 'RESTRICTED'],
  ['86282452253', 'UNAVAILABLE'],
  ['8656696', 'UNKNOWN'],
  ['2562533', 'BLOCKED'],
]);

/** The word that a number spells on a keypad where it stands for a withheld one, such as ANONYMOUS for `+266696687`; else null. */
export function withheldWord(number: string): string | null {
  const digits = number.replace(/^\+/, '');
  return spelled.get(digits) ?? spelled.get(digits.replace(/^1/, '')) ?? null;
}

/** For a number by which callers are known or blocked: one that stands for a withheld one never matches. */
export const ofSomeCaller = (schema: z.ZodString): z.ZodString =>
  schema.refine((number) => withheldWord(number) === null, {
    error: ({ input }) =>
      `${String(input)} is no caller's number: it spells ${withheldWord(String(input)) ?? ''} on a keypad, which carriers send ` +
      'for a withheld number. To keep withheld callers out, set withheldCallers of the line to reject or voicemail',
  });

/** In place of the name of a person who was deleted since. */
export const deletedPerson = 'a deleted person';

export const webUrl = z.url({ protocol: /^https?$/, error: 'enter a URL that begins with https://' }).max(2000);
