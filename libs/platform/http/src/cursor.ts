import { DomainError } from '@ringdown/kernel';

/** An opaque place in a list: the sort key of the last item shown. */
export const toCursor = (key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** @throws DomainError `invalid` for a cursor that this list did not hand out. */
export function fromCursor(cursor: string | undefined, parts: number): readonly string[] | null {
  if (!cursor) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === parts && key.every((k) => typeof k === 'string')) return key as string[];
  } catch {
    // falls through to the one error below
  }
  throw new DomainError('invalid', 'Leave the cursor away, or use the nextCursor of the page before.', [
    { path: 'cursor', message: 'is not a cursor of this list' },
  ]);
}
