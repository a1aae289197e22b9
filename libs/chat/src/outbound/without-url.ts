/**
 * A text from the other side without the secrets of the URL that it was asked at: many servers say which path they do not know
 * ("Cannot POST /services/T0/B0/…"), and what they say is shown to everybody who reads deliveries.
 */
export function withoutUrl(text: string, url: string): string {
  const { pathname, search, username, password } = new URL(url);
  const parts = (pathname + search).split(/[/?&=]/).filter(isTelling);
  const secrets = [pathname + search, pathname, search, username, password, ...parts]
    .flatMap((secret) => [secret, decoded(secret)])
    .filter((secret) => secret.length > 1)
    .toSorted((a, b) => b.length - a.length);
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
}

/** No word such as `services`, which may stand in any sentence. */
const isTelling = (part: string): boolean => part.length >= 16 || (part.length >= 8 && /\d/.test(part));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
