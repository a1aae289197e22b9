import { createHmac } from 'node:crypto';
import { verifySlackRequest } from '@slack/bolt';
import fc from 'fast-check';
import { isFresh, isSignedBySlack } from './slack-signature.js';

const now = new Date('2026-01-05T03:00:00.000Z');
const nowSeconds = now.getTime() / 1000;
const sign = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

/** Whether Slack's own library would take it. */
function boltTakes(secret: string, timestamp: string, signature: string, body: string): boolean {
  try {
    const headers = { 'x-slack-request-timestamp': Number(timestamp), 'x-slack-signature': signature };
    verifySlackRequest({ signingSecret: secret, body, headers, nowMilliseconds: now.getTime() });
    return true;
  } catch {
    return false;
  }
}
const weTake = (secret: string, timestamp: string, signature: string, body: string): boolean =>
  isFresh(timestamp, now) && isSignedBySlack({ body, timestamp, signature }, secret);

const requests = {
  secret: fc.string({ minLength: 1 }),
  seconds: fc.integer({ min: nowSeconds - 900, max: nowSeconds + 300 }),
  body: fc.string({ unit: 'binary', maxLength: 300 }),
};

it('takes what Slack’s own verifier takes, and refuses what that refuses', () => {
  const mutations = fc.constantFrom('none', 'body', 'secret', 'timestamp', 'signature', 'version');
  fc.assert(
    fc.property(requests.secret, requests.seconds, requests.body, mutations, (secret, seconds, body, mutation) => {
      const timestamp = String(seconds);
      const signature = sign(mutation === 'secret' ? `${secret}!` : secret, timestamp, body);
      const sent = {
        timestamp: mutation === 'timestamp' ? String(seconds + 1) : timestamp,
        signature:
          mutation === 'signature'
            ? signature.slice(0, -1)
            : mutation === 'version'
              ? signature.replace('v0', 'v1')
              : signature,
        body: mutation === 'body' ? `${body}&` : body,
      };
      const taken = weTake(secret, sent.timestamp, sent.signature, sent.body);
      expect(taken).toBe(boltTakes(secret, sent.timestamp, sent.signature, sent.body));
      expect(taken).toBe(mutation === 'none' && seconds >= nowSeconds - 300);
    }),
  );
});

it('knows the example of Slack’s documentation', () => {
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  const signature = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';
  const request = { body, timestamp: '1531420618', signature };
  expect(isSignedBySlack(request, '8f742231b10e8888abcd99yyyzzz85a5')).toBe(true);
});

it.each(['', 'soon', '-1', '1e9', ' 1767582000', '99999999999999'])('takes no time of %j', (timestamp) => {
  expect(isFresh(timestamp, now)).toBe(false);
});

it('is signed by nobody who has no secret', () => {
  const timestamp = String(nowSeconds);
  expect(isSignedBySlack({ body: 'a', timestamp, signature: sign('', timestamp, 'a') }, '')).toBe(false);
});
