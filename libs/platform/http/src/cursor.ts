import { instant, storableText } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';

/** What a part of a sort key is: a cursor comes back from outside, and what the database cannot compare must not get there. */
const isA = {
  number: (part: string) => /^\d{1,18}$/.test(part),
  instant: (part: string) => instant.safeParse(part).success,
  text: (part: string) => storableText.safeParse(part).success,
} as const;

type KeyPart = keyof typeof isA;

/** An opaque place in a list: the sort key of the last item shown. */
export const toCursor = (key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** @throws DomainError `invalid` for a cursor that this list did not hand out. */
export function fromCursor(cursor: string | undefined, parts: readonly KeyPart[]): readonly string[] | null {
  if (!cursor) return null;
  const key = parsed(cursor);
  if (Array.isArray(key) && key.length === parts.length && parts.every((part, i) => fits(part, key[i])))
    return key as string[];
  throw new DomainError('invalid', 'Leave the cursor out, or use the nextCursor of the page before.', [
    { path: 'cursor', message: 'leave it away, or use the nextCursor of the page before' },
  ]);
}

const fits = (part: KeyPart, value: unknown): boolean => typeof value === 'string' && isA[part](value);

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
