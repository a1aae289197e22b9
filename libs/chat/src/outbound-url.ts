import { isIP } from 'node:net';
import { isInsideName, isPublicAddress, RefusedAddress } from './public-address.js';

/**
 * Why we do not send to a URL that a user entered, as far as the URL alone tells: plain http and private addresses only where they are
 * allowed (OUTBOUND_ALLOW_PRIVATE), and no URL with a user name in it, which would not be sent. Null where we do. Where a name points
 * to is looked at when it is sent to.
 */
export function whyNotSentTo(url: string, allowPrivate: boolean): string | null {
  if (!URL.canParse(url)) return 'This is no valid URL. Enter the URL again.';
  const { protocol, hostname, username, password } = new URL(url);
  if (protocol !== 'https:' && !(protocol === 'http:' && allowPrivate))
    return 'Only https URLs are sent to. Set OUTBOUND_ALLOW_PRIVATE=true to allow plain http.';
  if (username !== '' || password !== '')
    return 'A user name or password in a URL is not sent. Enter the URL without what stands before the @.';
  const host = hostname.replace(/^\[|\]$/g, '');
  const isRefused = isIP(host) ? !isPublicAddress(host) : isInsideName(host);
  return isRefused && !allowPrivate ? new RefusedAddress(host).message : null;
}
