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

/** Why such a number is refused where calls are to be known or blocked by it, and what to do. */
export const isWithheldWords = (number: string): string =>
  `${number} is no caller's number: it spells ${withheldWord(number) ?? ''} on a keypad, which carriers send for a withheld one. ` +
  "To keep withheld callers out, set withheldCallers of the line to 'reject' or 'voicemail'";
