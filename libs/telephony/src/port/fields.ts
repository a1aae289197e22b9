import type { CallerVerification, Fields } from './reports.js';

/** The one value of a field, or '' where it is absent. */
export const field = (fields: Fields, name: string): string => {
  const value = fields[name];
  return (typeof value === 'string' ? value : value?.[0]) ?? '';
};

/** Whole seconds, or null where the field is absent or not a number. */
export const secondsOf = (fields: Fields, name: string): number | null => {
  const value = field(fields, name);
  return /^\d+$/.test(value) ? Number(value) : null;
};

/** A level of STIR/SHAKEN's attestation, or null for any other word. */
export const attestationOf = (text: string | undefined): CallerVerification['attestation'] =>
  (['A', 'B', 'C'] as const).find((level) => level === text?.toUpperCase()) ?? null;
