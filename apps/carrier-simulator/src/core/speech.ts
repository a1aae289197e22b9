import type { Element } from './parse-xml.js';

/** A digit that is read by itself takes as long as so many letters of a text. */
const lettersOfDigit = 5.6;

/** How long a voice takes for an element, in letters: a telephone number in it is read digit by digit. */
export function spokenLetters({ text, children }: Element): number {
  const numbers = children.filter(({ attributes }) => attributes['interpret-as'] === 'telephone');
  const more = numbers.map((one) => one.text.replace(/\D/g, '').length * lettersOfDigit - one.text.length);
  return more.reduce((sum, letters) => sum + letters, text.length);
}
