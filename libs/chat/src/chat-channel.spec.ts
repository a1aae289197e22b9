import { toDeliveryAnswer } from './chat-channel.js';

const answered = (status: number, body = '', retryAfterMs?: number) =>
  toDeliveryAnswer(
    { type: 'answered', status, body, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
    'Slack',
  );

it.each([200, 202, 204])('%d is accepted', (status) => {
  expect(answered(status, 'ok').type).toBe('accepted');
});

it.each([408, 425, 429, 500, 502, 503, 504])('%d passes', (status) => {
  expect(answered(status).type).toBe('retry');
});

it.each([301, 302, 400, 401, 403, 404, 405, 410, 413])('%d stays', (status) => {
  expect(answered(status).type).toBe('failed-for-good');
});

it('keeps the time to come back, where one was named', () => {
  expect(answered(429, 'rate_limited', 3000)).toEqual({
    type: 'retry',
    afterMs: 3000,
    reason: 'Slack answered 429: rate_limited',
  });
  expect(answered(500)).not.toHaveProperty('afterMs');
});

it('quotes one short line of what was said', () => {
  const answer = answered(400, `<html>\n${'x'.repeat(500)}`);
  expect(answer).toMatchObject({ reason: expect.stringMatching(/^Slack answered 400: <html> x+…$/) });
  expect(JSON.stringify(answer).length).toBeLessThan(300);
});

it('tries again what could not be reached, and not what was refused', () => {
  expect(toDeliveryAnswer({ type: 'refused', reason: 'no' }, 'Slack')).toEqual({
    type: 'failed-for-good',
    reason: 'no',
  });
  expect(toDeliveryAnswer({ type: 'unreachable', reason: 'ENOTFOUND' }, 'Slack')).toEqual({
    type: 'retry',
    reason: 'Slack could not be reached (ENOTFOUND)',
  });
});
