/** What of `size` bytes is asked for: from and to are positions, both included. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** A `Range` header with one range (RFC 9110, 14.1.2); null: all of it, `unsatisfiable`: there are no such bytes. */
export function byteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '') return last === '' ? null : lastBytes(Number(last), size);
  const [from, to] = [Number(first), last === '' ? size - 1 : Number(last)];
  if (from >= size) return 'unsatisfiable';
  return to < from ? null : { from, to: Math.min(to, size - 1) };
}

const lastBytes = (count: number, size: number): ByteRange | 'unsatisfiable' =>
  count === 0 ? 'unsatisfiable' : { from: Math.max(0, size - count), to: size - 1 };
