import { type CountryCode, Metadata, type NumberingPlan, type NumberType } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/max/metadata';

/** What libphonenumber's own types leave out: the pattern of each kind of number. */
type PlanWithKinds = NumberingPlan & {
  type(kind: NumberType): { pattern(): string } | undefined;
};

function planOf(country: CountryCode): PlanWithKinds | undefined {
  const all = new Metadata(metadata);
  all.selectNumberingPlan(country);
  return all.numberingPlan as PlanWithKinds | undefined;
}

/** The countries of a calling code, the one that leads it first: of `44` GB, GG, IM, JE. */
export const countriesOf = (callingCode: string): readonly CountryCode[] =>
  metadata.country_calling_codes[callingCode] ?? [];

/** Whether a country has numbers of so many digits, without the calling code. */
export const hasLength = (country: CountryCode, digits: number): boolean =>
  planOf(country)?.possibleLengths().includes(digits) ?? false;

/** How many of the first digits of a national number are those of some number of these kinds in that country. */
export function knownDigits(country: CountryCode, national: string, kinds: readonly NumberType[]): number {
  const plan = planOf(country);
  const patterns = kinds.flatMap((kind) => plan?.type(kind)?.pattern() ?? []).map(beginning);
  for (let length = national.length; length > 0; length--) {
    if (patterns.some((pattern) => pattern.test(national.slice(0, length)))) return length;
  }
  return 0;
}

/**
 * Matches whatever can begin a number of this pattern: each digit may be there, or the text may be over. The patterns hold
 * nothing but digits, classes, groups and counts (a test looks at all of them).
 */
const beginning = (pattern: string): RegExp =>
  new RegExp(
    `^(?:${pattern.replace(/\{[\d,]+\}|\\d|\[[^\]]*\]|\d/g, (part) => (part.startsWith('{') ? part : `(?:${part}|$)`))})$`,
  );
