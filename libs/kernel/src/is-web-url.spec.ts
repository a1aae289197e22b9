import { isWebUrl } from './is-web-url.js';

it.each([
  'https://api.twilio.com/2010-04-01/Recordings/RE1',
  'http://127.0.0.1:3010/a?b=c',
  'HTTPS://media.plivo.com/x',
])('is one: %s', (text) => expect(isWebUrl(text)).toBe(true));

it.each([
  '',
  'undefined',
  'null',
  '/2010-04-01/Recordings/RE1',
  'https://',
  'https:api.twilio.com',
  'http://[',
  'ftp://x/y',
])('is none: %j', (text) => expect(isWebUrl(text)).toBe(false));
