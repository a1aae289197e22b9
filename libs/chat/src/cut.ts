/**
 * Writes `text` piece by piece as `encode` says and stops before `limit` UTF-16 units, with … where something is missing.
 * Counting what is sent keeps escapes and emoji whole.
 */
export function cut(text: string, limit: number, encode: (character: string) => string = (c) => c): string {
  let written = '';
  let withRoomForMark = '';
  for (const character of text) {
    written += encode(character);
    if (written.length > limit) return `${withRoomForMark}…`;
    if (written.length < limit) withRoomForMark = written;
  }
  return written;
}

/** The same for a place that holds one line. */
export const cutLine = (text: string, limit: number, encode?: (character: string) => string): string =>
  cut(text.replace(/\s+/g, ' ').trim(), limit, encode);
