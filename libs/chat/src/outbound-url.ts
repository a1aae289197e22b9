import { isIP } from 'node:net';
import { isPublicAddress, RefusedAddress } from './public-address.js';

/**
 * Why we do not send to a URL that a user entered, as far as the URL alone tells: plain http and private addresses only where they are
 * allowed (OUTBOUND_ALLOW_PRIVATE). Null where we do. Where a name points to is looked at when it is sent to.
 */
export function whyNotSentTo(url: string, allowPrivate: boolean): string | null {
  if (!URL.canParse(url)) return 'This is no valid URL. Enter the URL again.';
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !(protocol === 'http:' && allowPrivate))
    return 'Only https URLs are sent to. Set OUTBOUND_ALLOW_PRIVATE=true to allow plain http.';
  const host = hostname.replace(/^\[|\]$/g, '');
  return !allowPrivate && isIP(host) && !isPublicAddress(host) ? new RefusedAddress(host).message : null;
}
