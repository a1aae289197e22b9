/** Scripts in which a joiner or non-joiner (U+200D, U+200C) decides how a word reads: Persian, Hindi, Malayalam … */
const cursive = ['Arabic', 'Syriac', 'Mongolian'];
const indic = ['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam'];
const stacking = ['Sinhala', 'Khmer', 'Myanmar'];

const invisible = String.raw`\p{Default_Ignorable_Code_Point}`;
const visibleOf = (scripts: readonly string[]): string =>
  `(?!${invisible})[${scripts.map((script) => String.raw`\p{Script=${script}}`).join('')}]`;

const joined = visibleOf([...cursive, ...indic, ...stacking]);
const emoji = String.raw`\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|[\ufe0e\ufe0f])?`;
/** The flags of England, Scotland and Wales: the only emoji that are written with tag characters. */
const tagFlags = ['gbeng', 'gbsct', 'gbwls']
  .map((region) => [...region].map((letter) => `\\u{e00${letter.charCodeAt(0).toString(16)}}`).join(''))
  .join('|');

/** What is invisible by itself and yet part of how a visible character looks. */
const kept = [
  String.raw`\u{1f3f4}(?:${tagFlags})\u{e007f}`,
  String.raw`${emoji}(?:\u200d${emoji})*`,
  String.raw`[0-9#*]\ufe0f\u20e3`,
  String.raw`${joined}[\u200c\u200d](?=${joined})`,
  String.raw`(?=\p{M})${visibleOf([...indic, ...stacking])}[\u200c\u200d](?![\u200c\u200d])`,
  String.raw`\p{Script=Han}[\ufe00-\ufe02\u{e0100}-\u{e01ef}]`,
  String.raw`${visibleOf(['Mongolian'])}[\u180b-\u180d\u180f]`,
].join('|');
const lineBreak = String.raw`[\v\f\u0085\u2028\u2029]`;
const removed = String.raw`(?![\t\n\r])[${invisible}\p{Cc}\ufff9-\ufffb]`;

const suspicious = new RegExp(String.raw`${lineBreak}|${removed}|\p{Cs}`, 'u');
const parts = new RegExp(String.raw`(${kept})|(${lineBreak})|(\p{Cs})|${removed}`, 'gu');

/**
 * A text with nothing in it that a reader cannot see: for every place where a name or a title of somebody else is read (chat,
 * console, CSV), never for what is kept or spoken.
 *
 * Controls of the writing direction (U+202A…U+202E, U+2066…U+2069, U+200E, U+200F, U+061C), control characters, zero-width
 * and other invisible characters (Unicode's Default_Ignorable_Code_Point; tag characters too) are taken out. They are not
 * shown as a mark: without them the text reads in the order in which it is kept, which is what it says, and a mark in the
 * middle of a name would be taken for a part of it. Unicode's further line breaks become U+000A, half a surrogate pair
 * U+FFFD. Tab, line feed and carriage return stay.
 *
 * What makes up a visible character stays: the joiners of an emoji, the (non-)joiners of Persian and of Indic scripts,
 * variation selectors behind what varies.
 */
export const toPlainText = (text: string): string =>
  suspicious.test(text)
    ? text.replace(parts, (_part, seen?: string, breaks?: string, half?: string) => {
        if (breaks !== undefined) return '\n';
        return half === undefined ? (seen ?? '') : '\ufffd';
      })
    : text;
