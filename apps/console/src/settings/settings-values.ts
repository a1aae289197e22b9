import type { Settings } from '../api/things.js';
import { phoneNumber } from '../setup/phone-number.js';

/** What the settings form holds: no list for none, and nothing chosen as null. */
export interface SettingsValues {
  readonly blockedPrefixes: readonly string[];
  readonly allowedCountries: readonly string[];
  readonly notifyFrom: { readonly providerAccountId: string | null; readonly number: string };
}

export const settingsValues = ({ blockedPrefixes, allowedCountries, notifyFrom }: Settings): SettingsValues => ({
  blockedPrefixes,
  allowedCountries: allowedCountries ?? [],
  notifyFrom: notifyFrom ?? { providerAccountId: null, number: '' },
});

/** Without a country the lines' own are allowed; half a sender is sent on for the API to say what is missing. */
export function settingsBody({ blockedPrefixes, allowedCountries, notifyFrom }: SettingsValues): unknown {
  const number = phoneNumber(notifyFrom.number);
  const isDefault = notifyFrom.providerAccountId === null && number === null;
  return {
    blockedPrefixes: blockedPrefixes.map((prefix) => phoneNumber(prefix) ?? ''),
    allowedCountries: allowedCountries.length === 0 ? null : allowedCountries,
    notifyFrom: isDefault ? null : { providerAccountId: notifyFrom.providerAccountId ?? '', number: number ?? '' },
  };
}
