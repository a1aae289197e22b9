import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type PhoneNumber,
} from 'libphonenumber-js/max';
import { countriesOf, hasLength, knownDigits } from './numbering-plan.js';

interface DialRules {
  /** ISO 3166 codes. */
  readonly allowedCountries: ReadonlySet<string>;
  /** Somebody has read a code from this very number. */
  readonly verified: boolean;
}

/** Whether a number is dialled, and if not, what a person can do about it. */
type DialVerdict =
  | { readonly allowed: true }
  /** No number of the world's plans, or one that only a machine has. */
  | { readonly allowed: false; readonly why: 'invalid' }
  /** Premium rate, shared cost, or a personal number: sold to earn by being called. Nothing helps. */
  | { readonly allowed: false; readonly why: 'costly' }
  /** Another country than those allowed (ISO 3166); null where it belongs to none, such as a satellite phone. */
  | { readonly allowed: false; readonly why: 'country'; readonly country: string | null }
  /** Fits an allowed country, but its area is newer than what we know: dialled once it is verified. */
  | { readonly allowed: false; readonly why: 'unverified' };

const costly = ['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER'] as const;
const ordinary = ['FIXED_LINE', 'MOBILE', 'VOIP', 'UAN', 'PAGER'] as const;
/** Area codes, and the beginnings under which costly numbers are sold, differ within so many digits. */
const areaDigits = 3;

const yes: DialVerdict = { allowed: true };
const no = (why: 'invalid' | 'costly' | 'unverified'): DialVerdict => ({ allowed: false, why });
const abroad = (country: string | null): DialVerdict => ({ allowed: false, why: 'country', country });

/**
 * The toll-fraud rule: a number is dialled where it is valid (libphonenumber's full metadata), not sold to be called, and in an
 * allowed country. New area codes come faster than metadata: a number that has the calling code and the length of an allowed
 * country, in an area that is known as no other country's, is dialled once it is verified.
 * @param phone E.164.
 */
export function dialVerdict(phone: string, { allowedCountries, verified }: DialRules): DialVerdict {
  const number = parsePhoneNumberFromString(phone);
  if (!number?.isPossible()) return no('invalid');
  if (!number.isValid()) return ofUnknown(number, allowedCountries, verified);
  if (costly.some((kind) => kind === number.getType())) return no('costly');
  return number.country && allowedCountries.has(number.country) ? yes : abroad(number.country ?? null);
}

function ofUnknown(number: PhoneNumber, allowedCountries: ReadonlySet<string>, verified: boolean): DialVerdict {
  const { nationalNumber } = number;
  const countries = countriesOf(number.countryCallingCode);
  if (countries.some((country) => knownDigits(country, nationalNumber, costly) >= areaDigits)) return no('costly');
  const area = number.country ? [number.country] : countriesOfArea(countries, nationalNumber);
  const allowed = area.filter((country) => allowedCountries.has(country));
  if (allowed.length === 0) return area.length === 0 ? no('invalid') : abroad(area[0] ?? null);
  if (!allowed.some((country) => hasLength(country, nationalNumber.length))) return no('invalid');
  return verified ? yes : no('unverified');
}

/** Those that have numbers most like this one; all that share the calling code where the area is new. */
function countriesOfArea(countries: readonly CountryCode[], national: string): readonly CountryCode[] {
  const known = countries.map((country) => ({ country, digits: knownDigits(country, national, ordinary) }));
  const most = Math.max(0, ...known.map(({ digits }) => digits));
  return most < areaDigits ? countries : known.flatMap(({ country, digits }) => (digits === most ? country : []));
}

/** Why a number is not dialled, to be read after the name of whoever has it: `has a phone number in …`; null where it is dialled. */
export function whyNotDialled(verdict: DialVerdict): string | null {
  if (verdict.allowed) return null;
  switch (verdict.why) {
    case 'invalid':
      return 'has a phone number that cannot exist';
    case 'costly':
      return 'has a premium-rate, shared-cost or personal number, which is never dialled';
    case 'unverified':
      return 'has a phone number in an area that is too new to be known: it is dialled once it is verified';
    case 'country':
      return verdict.country === null
        ? 'has a phone number of no country, such as a satellite phone, which is never dialled'
        : `has a phone number in ${countryWords(verdict.country)}: to dial it, add ${verdict.country} to allowedCountries in the settings`;
  }
}

const names = new Intl.DisplayNames('en', { type: 'region' });

/** A country by its name and ISO 3166 code: `Guernsey (GG)`. */
export const countryWords = (code: string): string => `${names.of(code) ?? code} (${code})`;

/**
 * The ISO 3166 code of the country that an E.164 number belongs to, in an area that is too new to be known that of the country that
 * leads its calling code; null for none, such as a satellite's.
 */
export function countryOfNumber(phone: string): string | null {
  const number = parsePhoneNumberFromString(phone);
  return number?.country ?? (number && countriesOf(number.countryCallingCode)[0]) ?? null;
}

/**
 * The countries (ISO 3166) whose numbers are dialled: those chosen in the settings, else those of the lines' numbers (REST contract,
 * "Limits").
 */
export const allowedCountries = (
  chosen: readonly string[] | null,
  lineNumbers: Iterable<string>,
): ReadonlySet<string> => new Set(chosen ?? [...lineNumbers].flatMap((number) => countryOfNumber(number) ?? []));

/** Whether `dialVerdict` knows numbers of the country of this ISO 3166 code. */
export const isKnownCountry = (code: string): boolean => isSupportedCountry(code);
