/**
 * Numbers that mean "withheld": words spelled on a keypad (ANONYMOUS, RESTRICTED, UNAVAILABLE, UNKNOWN, BLOCKED) that
 * providers put in place of a caller's number, with or without + and country code 1.
 */
const spelled = new Set(['266696687', '7378742833', '86282452253', '8656696', '2562533']);

/** E.164, or null for a withheld or unusable caller. Twilio sends `+…`, Plivo the digits alone, both a word such as `anonymous`. */
export function callerNumber(from: string): string | null {
  const digits = from.trim().replace(/^\+/, '');
  if (!/^[1-9]\d{6,14}$/.test(digits)) return null;
  return spelled.has(digits) || spelled.has(digits.replace(/^1/, '')) ? null : `+${digits}`;
}
