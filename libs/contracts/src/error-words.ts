import { z } from 'zod';

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object with its fields',
  string: 'a text',
};
const kind = (type: string): string => kinds[type] ?? `a ${type}`;

const counted = (n: unknown, origin: string): string => {
  if (origin === 'string') return `${String(n)} character${Number(n) === 1 ? '' : 's'}`;
  return origin === 'array' ? `${String(n)} entr${Number(n) === 1 ? 'y' : 'ies'}` : String(n);
};

/** `a, b or c` */
const listed = (values: readonly unknown[]): string => {
  const words = values.map(String);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
};

/**
 * What to enter in a broken field, where the schema does not say it better: a phrase that stands after the field's name, as in
 * "Ring each for: enter at least 5." (`fieldSentence`), in the same manner as the schemas' own.
 */
export const wordsOf = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `enter ${kind(issue.expected)}; it is missing`
        : `enter ${kind(issue.expected)}`;
    case 'too_small':
      return `enter at least ${counted(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `enter at most ${counted(issue.maximum, issue.origin)}`;
    case 'invalid_value':
      return `choose ${listed(issue.values)}${issue.input === undefined ? '; it is missing' : ''}`;
    default:
      return undefined;
  }
};

z.config({ customError: wordsOf });
