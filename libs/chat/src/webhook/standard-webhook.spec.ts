import { Webhook } from 'standardwebhooks';
import { newWebhookSecret, webhookAnswer } from './standard-webhook.js';

const answered = (status: number, body = '', retryAfterMs?: number) =>
  webhookAnswer({ type: 'answered', status, body, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });

it.each([200, 201, 202, 204, 299])('%d is accepted', (status) => {
  expect(answered(status, 'ok')).toMatchObject({ type: 'accepted', detail: `The receiver answered ${status}: ok` });
});

it.each([400, 401, 403, 404, 405, 408, 409, 413, 422, 425, 429, 500, 502, 503, 504])(
  '%d is tried again, and what was answered is said',
  (status) => {
    expect(answered(status, 'not now')).toEqual({ type: 'retry', reason: `The receiver answered ${status}: not now` });
  },
);

it.each([404, 429, 503])('comes back after %d when it was told to', (status) => {
  expect(answered(status, '', 90_000)).toMatchObject({ type: 'retry', afterMs: 90_000 });
});

it('is gone for good at 410', () => {
  expect(answered(410, 'bye')).toEqual({
    type: 'failed-for-good',
    reason: 'The receiver answered 410: bye',
    isGone: true,
  });
});

it.each([300, 301, 302, 303, 304, 307, 308])('does not follow %d, and says what to do', (status) => {
  const answer = answered(status);
  expect(answer).toEqual({ type: 'failed-for-good', reason: expect.stringContaining('enter the URL') as string });
});

it('passes on what was not sent', () => {
  expect(webhookAnswer({ type: 'refused', reason: 'no' })).toEqual({ type: 'failed-for-good', reason: 'no' });
  expect(webhookAnswer({ type: 'unreachable', reason: 'ECONNRESET' })).toMatchObject({
    type: 'retry',
    reason: expect.stringContaining('ECONNRESET') as string,
  });
});

it('makes secrets of 32 bytes, no two the same, that the standard package takes', () => {
  const secrets = Array.from({ length: 50 }, newWebhookSecret);
  expect(new Set(secrets).size).toBe(secrets.length);
  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(() => new Webhook(secret)).not.toThrow();
  }
});
