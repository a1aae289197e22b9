import { whyNotSentTo } from './outbound-url.js';

it.each([
  'https://ntfy.sh/priya-4711',
  'https://93.184.216.34/topic',
  'https://hooks.example.com/topic', // where a name points to is looked at when it is sent to
  'https://local.example.com/topic',
  'https://internal.example.com/topic',
])('sends to %s', (url) => expect(whyNotSentTo(url, false)).toBeNull());

it.each([
  ['http://ntfy.sh/priya', 'https'],
  ['ftp://ntfy.sh/priya', 'https'],
  ['https://127.0.0.1/topic', '127.0.0.1 is a private'],
  ['https://0x7f.1/topic', '127.0.0.1 is a private'],
  ['https://[::1]/topic', '::1 is a private'],
  ['https://169.254.169.254/latest', '169.254.169.254 is a private'],
  ['https://localhost/topic', 'localhost is a private'],
  ['https://LOCALHOST./topic', 'localhost. is a private'],
  ['https://api.localhost/topic', 'api.localhost is a private'],
  ['https://printer.local/topic', 'printer.local is a private'],
  ['https://metadata.google.internal/', 'metadata.google.internal is a private'],
  ['https://redis:6379/', 'redis is a private'],
  ['https://priya:secret@ntfy.sh/priya', 'before the @'],
  ['ntfy.sh/priya', 'no valid URL'],
])('does not send to %s, and says why', (url, why) => expect(whyNotSentTo(url, false)).toContain(why));

it.each([
  'http://ntfy.internal/topic',
  'http://ntfy:8080/topic',
  'https://10.0.0.7/topic',
  'http://127.0.0.1:8080/topic',
])('sends to %s where private addresses are allowed', (url) => expect(whyNotSentTo(url, true)).toBeNull());

it('sends over nothing but http and https', () => expect(whyNotSentTo('file:///etc/passwd', true)).toContain('https'));
