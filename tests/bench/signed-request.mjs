import { createHmac } from 'node:crypto';

/** X-Twilio-Signature (Twilio's page on webhook security), so that the real check is on the measured path. */
export function signedRequest(token, url, fields) {
  const names = Object.keys(fields).sort();
  const signature = createHmac('sha1', token)
    .update(url + names.map((name) => name + fields[name]).join(''))
    .digest('base64');
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
  const { pathname, search } = new URL(url);
  return { method: 'POST', path: pathname + search, headers, body: new URLSearchParams(fields).toString() };
}
