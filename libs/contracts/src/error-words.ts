import { z } from 'zod';

const things: Readonly<Record<string, string>> = {
  array: 'a list',
  int: 'a whole number',
  object: 'an object',
  string: 'a text',
};
const thing = (type: string): string => things[type] ?? `a ${type}`;
const counted = (n: unknown, origin: string): string => {
  if (origin === 'string') return `${String(n)} character${Number(n) === 1 ? '' : 's'}`;
  return origin === 'array' ? `${String(n)} entr${Number(n) === 1 ? 'y' : 'ies'}` : String(n);
};

/**
 * What a client reads about a broken field, where the schema does not say it better: a short phrase that tells what is
 * expected, in the same manner as the schemas' own.
 */
export const wordsOf = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `expected ${thing(issue.expected)}`;
    case 'too_small':
      return `expected at least ${counted(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `expected at most ${counted(issue.maximum, issue.origin)}`;
    case 'invalid_value':
      return issue.input === undefined ? 'is required' : `expected ${issue.values.map(String).join(', ')}`;
    default:
      return undefined;
  }
};

z.config({ customError: wordsOf });
