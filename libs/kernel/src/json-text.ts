/**
 * JSON as text, for what a value of JavaScript cannot hold: numbers to their last digit (`5.0`, `1e400`, 64-bit ids), the order of
 * keys that look like integers, keys that come twice. Every text given to these functions is valid JSON: `JSON.parse` took it.
 */

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBrace = 0x7b;

const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);
/** `{` or `[` */
const opens = (code: number): boolean => (code | 0x20) === openBrace;
/** `}` or `]` */
const closes = (code: number): boolean => (code | 0x20) === 0x7d;

function skipSpace(text: string, at: number): number {
  let i = at;
  while (isSpace(text.charCodeAt(i))) i++;
  return i;
}

/** The end of the string whose first quote is at `at`. */
function endOfString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end > 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === backslash) before--;
    if ((end - before) % 2 === 1) return end + 1;
  }
  throw new SyntaxError('not JSON: a string does not end');
}

function endOfValue(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === quote) return endOfString(text, at);
  let depth = opens(first) ? 1 : 0;
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (depth === 0) {
      if (code === comma || closes(code) || isSpace(code)) return i;
    } else if (code === quote) i = endOfString(text, i) - 1;
    else if (opens(code)) depth++;
    else if (closes(code) && --depth === 0) return i + 1;
  }
  return text.length;
}

/** The values of an object, as they are written; of a key that comes twice the last, as `JSON.parse` has it. */
export function membersOf(object: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  for (let at = skipSpace(object, object.indexOf('{') + 1); object.charCodeAt(at) === quote;) {
    const keyEnd = endOfString(object, at);
    const key = object.slice(at, keyEnd);
    const start = skipSpace(object, object.indexOf(':', keyEnd) + 1);
    const end = endOfValue(object, start);
    members.set(key.includes('\\') ? (JSON.parse(key) as string) : key.slice(1, -1), object.slice(start, end));
    at = afterComma(object, end);
  }
  return members;
}

/** The items of an array, as they are written. */
export function itemsOf(array: string): string[] {
  const items: string[] = [];
  for (let at = skipSpace(array, array.indexOf('[') + 1); at < array.length && !closes(array.charCodeAt(at));) {
    const end = endOfValue(array, at);
    items.push(array.slice(at, end));
    at = afterComma(array, end);
  }
  return items;
}

function afterComma(text: string, end: number): number {
  const at = skipSpace(text, end);
  return text.charCodeAt(at) === comma ? skipSpace(text, at + 1) : at;
}

/** The levels of arrays and objects; no recursion, so it may be asked of anything. */
export function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (code === quote) i = endOfString(json, i) - 1;
    else if (opens(code)) deepest = Math.max(deepest, ++depth);
    else if (closes(code)) depth--;
  }
  return deepest;
}

/**
 * The same JSON as `JSON.stringify` writes it, without space and with as few escapes, but with its numbers and keys as they were.
 * `change` sees every string that has an escape in it: only with one can it hold what is no text.
 */
export function compactJson(json: string, change: (text: string) => string = (text) => text): string {
  let compact = '';
  let kept = 0;
  let escape = json.indexOf('\\');
  for (let i = 0; i < json.length;) {
    const code = json.charCodeAt(i);
    if (code !== quote && !isSpace(code)) {
      i++;
      continue;
    }
    const end = code === quote ? endOfString(json, i) : skipSpace(json, i);
    if (escape !== -1 && escape < i) escape = json.indexOf('\\', i);
    if (code !== quote) compact += json.slice(kept, i);
    else if (escape !== -1 && escape < end) {
      compact += json.slice(kept, i) + JSON.stringify(change(JSON.parse(json.slice(i, end)) as string));
    } else {
      i = end;
      continue;
    }
    kept = end;
    i = end;
  }
  return kept === 0 ? json : compact + json.slice(kept);
}

/** Whether a JSON is this compact one but for space between its tokens. */
export function isSpacedOut(json: string, compact: string): boolean {
  if (json === compact) return true;
  let at = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (code === compact.charCodeAt(at)) {
      at++;
      if (code === quote) inString = !inString;
      else if (code === backslash && json.charCodeAt(++i) !== compact.charCodeAt(at++)) return false;
    } else if (inString || !isSpace(code)) return false;
  }
  return at === compact.length;
}

/** Compact JSON with its lines broken and indented by two spaces, as `JSON.stringify(value, null, 2)` does it. */
export function indentedJson(compact: string): string {
  let text = '';
  let depth = 0;
  const newLine = (): string => `\n${'  '.repeat(depth)}`;
  for (let i = 0; i < compact.length; i++) {
    const code = compact.charCodeAt(i);
    const char = compact[i] ?? '';
    if (code === quote) {
      const end = endOfString(compact, i);
      text += compact.slice(i, end);
      i = end - 1;
    } else if (opens(code) && closes(compact.charCodeAt(i + 1))) {
      text += char + (compact[++i] ?? '');
    } else if (opens(code)) {
      depth++;
      text += char + newLine();
    } else if (closes(code)) {
      depth--;
      text += newLine() + char;
    } else if (code === comma) text += char + newLine();
    else text += char === ':' ? ': ' : char;
  }
  return text;
}

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

/** JSON that crosses a process: a value where it comes out of `JSON.stringify` as it was written, else null and the text next to it. */
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
