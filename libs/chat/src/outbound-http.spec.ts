import { retryAfterMs, withoutUrl } from './outbound-http.js';

const slack = 'https://hooks.slack.com/services/T00000001/B00000002/abcDEFghiJKLmnoPQRstuVWX';
const workflow = 'https://prod.logic.azure.com/workflows/0a1b2c3d/paths/invoke?api-version=1&sig=s3cr3t%2Bs1gnature';

it.each([
  ['Cannot POST /services/T00000001/B00000002/abcDEFghiJKLmnoPQRstuVWX', slack, 'Cannot POST …'],
  [`No route ${slack}?x=1`, slack, 'No route https://hooks.slack.com…?x=1'],
  ['no such hook: abcDEFghiJKLmnoPQRstuVWX', slack, 'no such hook: …'],
  ['bad signature s3cr3t+s1gnature of 0a1b2c3d', workflow, 'bad signature … of …'],
  ['bad signature s3cr3t%2Bs1gnature', workflow, 'bad signature …'],
  ['no_service', slack, 'no_service'],
  ['these services and workflows are unavailable', slack, 'these services and workflows are unavailable'],
  ['a/b', 'https://example.com/', 'a/b'],
])('%s', (text, url, shown) => {
  expect(withoutUrl(text, url)).toBe(shown);
});

const now = new Date('2026-01-05T09:00:00.000Z');

it.each([
  ['30', 30_000],
  ['0', 0],
  ['1.5', 1500],
  ['Mon, 05 Jan 2026 09:02:00 GMT', 120_000],
  ['Mon, 05 Jan 2026 08:00:00 GMT', 0],
  ['Fri, 31 Dec 9999 23:59:59 GMT', 251_634_697_199_000],
  ['-5', 0],
  ['1e400', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('%s means %s ms', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});
