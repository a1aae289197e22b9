let written: string[] | null = null;

/** A value that `writeJson` writes out as it stands. Its text is valid JSON. */
export class RawJson {
  constructor(readonly text: string) {}

  /** To `JSON.stringify` alone it is the value that `JSON.parse` makes of it. */
  toJSON(): unknown {
    return written ? `\0raw ${written.push(this.text) - 1}` : (JSON.parse(this.text) as unknown);
  }
}

/**
 * `JSON.stringify`, with every `RawJson` as it stands. The place of one is held by a string with a NUL, which no text that
 * Ringdown keeps can hold.
 */
export function writeJson(value: unknown): string {
  const outer = written;
  const raw: string[] = (written = []);
  try {
    const json = JSON.stringify(value);
    return raw.length === 0 ? json : json.replace(/"\\u0000raw (\d+)"/g, (whole, n: string) => raw[Number(n)] ?? whole);
  } finally {
    written = outer;
  }
}

/** JSON that crosses a process: a value where it comes out of `JSON.stringify` as it was written, else null and the text beside it. */
export interface CarriedJson {
  readonly value: unknown;
  readonly text: string | undefined;
}

/** `compact` is what `compactJson` answers. */
export function carryJson(compact: string, value: unknown = JSON.parse(compact)): CarriedJson {
  return JSON.stringify(value) === compact ? { value, text: undefined } : { value: null, text: compact };
}

/** The JSON text of what `carryJson` gave away; undefined for a value that was left out. */
export const carriedText = ({ value, text }: CarriedJson): string => text ?? JSON.stringify(value ?? null);
