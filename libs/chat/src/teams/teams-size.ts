/**
 * How large a message is, in bytes, when Teams counts it: the card becomes a text inside of another JSON document, so each quote
 * and each backslash of ours counts twice (24,453 bytes sent were 28,897 there,
 * https://github.com/MicrosoftDocs/msteams-docs/issues/11274). Whether other characters are escaped on the way is not said;
 * the worse is taken, `\\uXXXX` for each UTF-16 unit outside of ASCII.
 */
export function teamsSize(value: unknown): number {
  const json = JSON.stringify(value);
  let bytes = 2;
  for (let n = 0; n < json.length; n += 1) bytes += bytesOf(json.charCodeAt(n));
  return bytes;
}

const quote = 0x22;
const backslash = 0x5c;

function bytesOf(unit: number): number {
  if (unit > 0x7f) return 7;
  return unit === quote || unit === backslash ? 2 : 1;
}
