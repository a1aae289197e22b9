/**
 * GSM 03.38: the characters of which a text holds 160; those behind the escape count twice. Every other character makes a text
 * UCS-2, of which it holds 70 (67 each, where it is more than one).
 */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('^{}\\[~]|€');

const oneGsmSegment = 160;
const twoUcs2Segments = 134;

/** Typography that says the same in GSM's letters. */
const plain: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '…': '...',
  '→': '->',
  '•': '-',
  '\u00a0': ' ',
  '\t': ' ',
};

function toGsm(text: string): string {
  return [...text]
    .map((character) => plain[character] ?? character)
    .map((character) => (isGsm(character) ? character : withoutAccent(character)))
    .join('');
}

/** A letter with an accent that GSM lacks says nearly the same without it; what is no letter of ours stays. */
function withoutAccent(character: string): string {
  const base = character.normalize('NFD').replace(/\p{M}/gu, '');
  return base !== '' && isGsm(base) ? base : character;
}

const isGsm = (text: string): boolean => [...text].every((one) => basic.has(one) || extended.has(one));
const septets = (text: string): number => [...text].reduce((sum, one) => sum + (extended.has(one) ? 2 : 1), 0);

/**
 * A text whose middle is cut so that it takes one segment. One that cannot be written in GSM's letters may take two, since a
 * segment of it holds little.
 */
export function inSegments(head: string, middle: string, tail: string): string {
  const [start, body, end] = [toGsm(head), toGsm(middle.replace(/\s+/g, ' ').trim()), toGsm(tail)];
  const gsm = isGsm(start + body + end);
  const most = gsm ? oneGsmSegment : twoUcs2Segments;
  const lengthOf = (text: string): number => (gsm ? septets(text) : text.length);
  const left = most - lengthOf(start) - lengthOf(end);
  return start + cutTo(body, left, lengthOf) + end;
}

function cutTo(text: string, most: number, lengthOf: (text: string) => number): string {
  if (lengthOf(text) <= most) return text;
  const mark = '..';
  let kept = '';
  for (const character of text) {
    if (lengthOf(kept + character + mark) > most) break;
    kept += character;
  }
  return `${kept.trimEnd()}${mark}`;
}
