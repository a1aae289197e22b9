import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedRequest {
  /** The body as it came. */
  readonly body: string;
  /** `X-Slack-Request-Timestamp`: seconds since 1970. */
  readonly timestamp: string;
  /** `X-Slack-Signature`: `v0=` and an HMAC-SHA256 in hex. */
  readonly signature: string;
}

const windowSeconds = 5 * 60;

/** Whether it was sent within five minutes: an older one may be somebody else's copy. */
export function isFresh(timestamp: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  return Math.abs(Math.floor(now.getTime() / 1000) - Number(timestamp)) <= windowSeconds;
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack; an app without a secret signs nothing. */
export function isSignedBySlack({ body, timestamp, signature }: SignedRequest, signingSecret: string): boolean {
  if (signingSecret === '') return false;
  const right = Buffer.from(
    `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
  );
  const given = Buffer.from(signature);
  return given.length === right.length && timingSafeEqual(given, right);
}
