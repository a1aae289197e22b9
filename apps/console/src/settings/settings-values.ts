import type { organisationSettingsChange } from '@ringdown/contracts';
import type { z } from 'zod';
import type { Settings } from '../api/resources.js';
import type { Choice } from '../form/choice-fields.js';
import { phoneNumber } from '../setup/phone-number.js';

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

/** What the settings form holds: no list for none, and nothing chosen as null. */
interface SettingsValues {
  readonly blockedPrefixes: string[];
  readonly allowedCountries: string[];
  readonly notifyFrom: { readonly providerAccountId: string | null; readonly number: string };
  /** Null where the field is left empty, for the contract to ask for a number. */
  readonly notifyLimits: Readonly<Record<keyof Settings['notifyLimits'], number | null>>;
  /** Null: the first by name. */
  readonly manualIntegrationId: string | null;
}

export const settingsValues = ({
  blockedPrefixes,
  allowedCountries,
  notifyFrom,
  notifyLimits,
  manualIntegrationId,
}: Settings): SettingsValues => ({
  blockedPrefixes,
  allowedCountries: allowedCountries ?? [],
  notifyFrom: notifyFrom ?? { providerAccountId: null, number: '' },
  notifyLimits,
  manualIntegrationId,
});

type SettingsBody = Omit<z.input<typeof organisationSettingsChange>, 'notifyLimits'> &
  Pick<SettingsValues, 'notifyLimits'>;

/** Without a country the lines' own are allowed; half a sender is sent on for the API to say what is missing. */
export function settingsBody({
  blockedPrefixes,
  allowedCountries,
  notifyFrom,
  notifyLimits,
  manualIntegrationId,
}: SettingsValues): SettingsBody {
  const number = phoneNumber(notifyFrom.number);
  const isDefault = notifyFrom.providerAccountId === null && number === null;
  return {
    blockedPrefixes: blockedPrefixes.map((prefix) => phoneNumber(prefix) ?? ''),
    allowedCountries: allowedCountries.length === 0 ? null : allowedCountries,
    notifyFrom: isDefault ? null : { providerAccountId: notifyFrom.providerAccountId ?? '', number: number ?? '' },
    notifyLimits,
    manualIntegrationId,
  };
}
