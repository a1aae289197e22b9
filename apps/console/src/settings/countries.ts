import type { Choice } from '../form/choice.js';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Codes that a browser has a name for, though they are no country with phone numbers of its own. */
const noCountry = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ', 'CP', 'CQ', 'DG', 'EA', 'IC']);

/** The countries that the reader's browser knows by name, in alphabetical order; a code that was replaced by another is left out. */
export function countryChoices(locale?: string): Choice[] {
  const names = new Intl.DisplayNames(locale ?? [], { type: 'region', fallback: 'none' });
  const isPresent = (code: string): boolean => new Intl.Locale(`und-${code}`).region === code;
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !noCountry.has(code) && isPresent(code))
    .flatMap((value) => {
      const name = names.of(value);
      return name === undefined ? [] : [{ value, label: `${name} (${value})` }];
    })
    .toSorted((a, b) => a.label.localeCompare(b.label, locale));
}
