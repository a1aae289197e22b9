import type { KnownFailure } from '../port/provider-failure.js';
import { FailureTable } from '../port/provider-failure.js';

/** Plivo's codes for texts that were not delivered (Plivo, SMS error codes), in our words. */
export const plivoTextFailures = new FailureTable('Plivo', {
  unreachable: {
    50: 'The number is no valid phone number, or takes no texts.',
    70: 'The number is not in service.',
    80: 'The phone is switched off or out of reach.',
    90: 'No carrier takes texts to this number.',
    100: 'The person’s carrier does not take such texts.',
    420: 'The text could not be delivered in time.',
  },
  'carrier-refuses': {
    30: 'A carrier filtered the text out as unwanted.',
    40: 'The number that we send from cannot send texts, or is not of this Plivo account.',
    201: 'A US toll-free number cannot text a Canadian number.',
    450: 'This Plivo account may not text this country: allow it in Plivo’s SMS Geo Permissions.',
    900: 'The Plivo account has no credit left.',
    910: 'The Plivo account is disabled.',
  },
  'opted-out': {
    200: 'The person answered STOP to this number: nothing reaches them from it until they text START.',
  },
  other: {
    10: 'The carrier finds the text invalid.',
    20: 'The carrier’s network has trouble.',
    60: 'The carrier finds that texts go round in a circle.',
    110: 'The text is too long.',
    300: 'Plivo could not hand the text over.',
    1000: 'The carrier did not say why.',
  },
});

/** Plivo's codes for calls that were not completed (Plivo, Hangup causes). */
export const plivoCallFailures = new FailureTable('Plivo', {
  unreachable: {
    2000: 'The number is no valid phone number.',
    2010: 'The number is not in service.',
    2040: 'The number cannot be called.',
    2050: 'The number cannot be called.',
    3000: 'Nobody answered.',
    3010: 'The phone was busy.',
    3020: 'The call was rejected.',
    3040: 'The person’s carrier does not let the call through.',
    3050: 'The number is not in service.',
    3100: 'The phone was busy.',
    3110: 'The call was rejected.',
    3120: 'The number is not in service.',
    6010: 'Nobody answered.',
  },
  'carrier-refuses': {
    1010: 'The Plivo account has no credit left.',
    2030: 'This Plivo account may not call this country: allow it in Plivo’s Voice Geo Permissions.',
    2070: 'The call breaks India’s rules for calls.',
    3030: 'The number that we call from is not of this Plivo account.',
    3130: 'The person’s carrier takes the number that we call from for a nuisance.',
    3140: 'The number that we call from must not place calls.',
  },
  'opted-out': {},
  other: {
    1000: 'The call was cancelled.',
    3070: 'The carrier did not answer in time.',
    3080: 'The carrier has trouble.',
    3090: 'The carrier’s network is congested.',
    5000: 'Plivo has trouble.',
    5010: 'Plivo has trouble.',
    5020: 'Plivo found no way to the number.',
    5030: 'Too many calls at a time for this Plivo account.',
    7011: 'Plivo could not fetch what was to be said.',
    8011: 'Plivo did not understand what was to be said.',
  },
});

/** What Plivo writes where it refuses a request: it has no codes for that. */
const refusals: readonly (readonly [RegExp, KnownFailure['category']])[] = [
  [
    /insufficient credit|geo.?permission|country.*(barred|not enabled)|not (allowed|permitted|enabled)/i,
    'carrier-refuses',
  ],
  [/\b(src|from|caller.?id|source)\b/i, 'carrier-refuses'],
  [/\b(dst|to|destination)\b|not a valid phone number/i, 'unreachable'],
];

export const refusalCategory = (words: string): KnownFailure['category'] =>
  refusals.find(([pattern]) => pattern.test(words))?.[1] ?? 'other';
