import type { z } from 'zod';

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
