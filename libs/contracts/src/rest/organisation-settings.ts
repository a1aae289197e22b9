import { z } from 'zod';
import { e164, id } from '../primitives.js';
import { ofSomeCaller } from '../withheld-numbers.js';

const prefix = z.string().regex(/^\+[1-9]\d{0,14}$/, 'enter a number or the beginning of one, such as +1900');
const blockedPrefix = ofSomeCaller(prefix);
const country = z.string().regex(/^[A-Z]{2}$/, 'choose a country by its ISO 3166 code, such as US');

/** What holds for all lines and people. */
export const organisationSettings = z.object({
  blockedPrefixes: z.array(prefix).max(1000),
  /** null = the countries of the lines' numbers. */
  allowedCountries: z.array(country).max(250).nullable(),
  /** null = account and number of the first line. */
  notifyFrom: z
    .object({ providerAccountId: id('providerAccount'), number: e164 })
    .strict()
    .nullable(),
});
export const organisationSettingsChange = organisationSettings
  .partial()
  .extend({
    blockedPrefixes: z.array(blockedPrefix).max(1000).optional(),
    allowedCountries: z
      .array(country)
      .min(1, "choose at least one country; null allows the countries of the lines' numbers")
      .max(250)
      .nullable()
      .optional(),
  })
  .strict();
