import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Kinds of numbers that cost their caller more than a call, or are sold to earn by being called. */
const costly = new Set(['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER']);

/**
 * The toll-fraud rule: only a valid number (libphonenumber's full metadata) that is not sold to be called, in an allowed
 * country, is ever dialled.
 * @param phone E.164.
 * @param allowedCountries ISO 3166 codes.
 */
export function mayBeDialled(phone: string, allowedCountries: ReadonlySet<string>): boolean {
  const number = parsePhoneNumberFromString(phone);
  if (!number?.isValid() || costly.has(number.getType() ?? '')) return false;
  return number.country !== undefined && allowedCountries.has(number.country);
}

/** The ISO 3166 code of the country that an E.164 number belongs to; null for none, such as a satellite's. */
export const countryOfNumber = (phone: string): string | null => parsePhoneNumberFromString(phone)?.country ?? null;

/** Whether `mayBeDialled` knows numbers of the country of this ISO 3166 code. */
export const isKnownCountry = (code: string): boolean => isSupportedCountry(code);
