import { teamsAnswer } from './teams-webhook.js';

const answered = (status: number, body = '', retryAfterMs?: number) =>
  teamsAnswer({ type: 'answered', status, body, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
const inside = (code: number): string =>
  `Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error ${code} with ContextId ` +
  'tcid=0,server=msgapi-production-cse-azsc7-2-35,cv=wUmM9kBhpkiOZnT3ZEwhdg.0..';

it.each([
  ['a workflow', 202, ''],
  ['a connector', 200, '1'],
  ['a workflow that answers by itself', 200, '{"ok":true}'],
])('%s accepts', (_who, status, body) => {
  expect(answered(status, body).type).toBe('accepted');
});

it.each([408, 412, 429, 500, 502, 503, 504])('200 with an HTTP error %d in its text passes', (code) => {
  for (const status of [200, 202]) {
    expect(answered(status, inside(code))).toEqual({
      type: 'retry',
      reason: expect.stringContaining(`answered ${code}`),
    });
  }
});

it.each([
  [400, /channel test.*new webhook/],
  [403, /may not post/],
  [404, /gone.*new webhook/],
  [413, /larger than Teams takes/],
])('200 with an HTTP error %d in its text stays, and says what it means', (code, meaning) => {
  const answer = answered(200, inside(code));
  expect(answer).toEqual({ type: 'failed-for-good', reason: expect.stringMatching(meaning) });
  expect(answer).toMatchObject({ reason: expect.stringContaining(`Teams answered ${code}: Webhook message delivery`) });
  expect(answered(code, 'so')).toEqual({ type: 'failed-for-good', reason: expect.stringMatching(meaning) });
});

it.each([
  'Webhook message delivery failed with error: Error contacting Microsoft Teams endpoint',
  'webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 200 with ContextId x',
  'Microsoft Teams endpoint returned HTTP error',
])('200 with an error that has no number passes: %s', (body) => {
  expect(answered(200, body).type).toBe('retry');
});

it('keeps the time to come back, where one was named', () => {
  expect(answered(200, inside(429), 7000)).toMatchObject({ type: 'retry', afterMs: 7000 });
});

it('says of a real error what it means too', () => {
  expect(answered(401, 'DirectApiAuthorizationRequired')).toEqual({
    type: 'failed-for-good',
    reason: expect.stringMatching(/^Teams answered 401: DirectApiAuthorizationRequired\. .*Copy it from the workflow/),
  });
  expect(answered(503).type).toBe('retry');
});

it('passes on what could not be sent', () => {
  expect(teamsAnswer({ type: 'unreachable', reason: 'ENOTFOUND' })).toMatchObject({ type: 'retry' });
  expect(teamsAnswer({ type: 'refused', reason: 'no' })).toEqual({ type: 'failed-for-good', reason: 'no' });
});
