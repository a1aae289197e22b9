import { isUtf8 } from 'node:buffer';

/** A way to read bytes as text. */
export interface Charset {
  /** Null where the bytes are no text in it. */
  decode(bytes: Buffer): string | null;
  /** Its bytes below 0x80 are ASCII, so that `&`, `=` and `%` can be found among them. */
  readonly isAscii: boolean;
  /** For the sender, where the text was read so. */
  readonly warning: string | null;
}

const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

const utf8: Charset = {
  decode: (bytes) => (isUtf8(bytes) ? withoutMark(bytes.toString('utf8')) : null),
  isAscii: true,
  warning: null,
};

/** 0x80 to 0x9f, where Windows-1252 is not Latin-1 (https://encoding.spec.whatwg.org/#windows-1252). */
const highControls = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f' + '\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Some releases of Node take Windows-1252 for Latin-1 (nodejs/node#56542), so it is not left to TextDecoder. */
const windows1252: Charset = {
  decode: (bytes) =>
    bytes.toString('latin1').replace(/[\x80-\x9f]/g, (char) => highControls[char.charCodeAt(0) - 0x80] ?? char),
  isAscii: true,
  warning: null,
};

const others = new Map<string, Charset>();

/** By any label of the WHATWG Encoding Standard; null for one that nobody knows. */
function charsetOf(label: string): Charset | null {
  try {
    const { encoding } = new TextDecoder(label);
    if (encoding === 'utf-8') return utf8;
    if (encoding === 'windows-1252') return windows1252;
    const known = others.get(encoding) ?? decodedBy(encoding);
    others.set(encoding, known);
    return known;
  } catch {
    return null;
  }
}

function decodedBy(encoding: string): Charset {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (bytes: Buffer): string | null => {
    try {
      return decoder.decode(bytes);
    } catch {
      return null;
    }
  };
  return { decode, isAscii: !encoding.startsWith('utf-16'), warning: null };
}

/** UTF-16 by its byte order mark; or, without one, by the NUL beside the first character, which is ASCII in JSON and in a form. */
function utf16Of(bytes: Buffer): Charset | null {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return charsetOf('utf-16le');
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return charsetOf('utf-16be');
  return null;
}

/** The likeliest first; what comes after the first is for bytes that are not what they are called. */
export function* charsetsFor(bytes: Buffer, declared: string | undefined): Generator<Charset> {
  const utf16 = utf16Of(bytes);
  if (utf16) yield utf16;
  const isAscii = declared === undefined || /^(us-)?ascii$/i.test(declared);
  const given = isAscii ? utf8 : charsetOf(declared);
  if (given) yield given;
  const name = isAscii ? 'UTF-8' : declared.slice(0, 40);
  const reason = given ? `The body is not ${name}` : `The charset ${name} is not known here`;
  const read = (as: string): string => `${reason}; it was read as ${as}. ${advice}`;
  if (given !== utf8) yield { ...utf8, warning: read('UTF-8') };
  if (given !== windows1252) yield { ...windows1252, warning: read('Windows-1252') };
}

const advice = 'Send UTF-8, or name the charset in Content-Type.';
