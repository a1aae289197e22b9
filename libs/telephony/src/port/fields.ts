import type { Fields } from './reports.js';

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
