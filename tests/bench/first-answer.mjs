import { randomBytes } from 'node:crypto';
import { Pool } from 'undici';
import { openLoop } from './open-loop.mjs';
import { signedRequest } from './signed-request.mjs';

/**
 * New calls: from the provider's first request to its TwiML. Good = 200 with a `<Response>`. Every call is ended by a status
 * callback a second later, which is part of the load and not of the measure.
 */
export async function firstAnswer({ line, account, rate, seconds, connections = 64 }) {
  const { origin } = new URL(line.webhook.url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const ends = [];
  const send = async (n) => {
    const fields = {
      CallSid: `CA${randomBytes(16).toString('hex')}`,
      AccountSid: account.accountSid,
      From: `+1415${String(2_000_000 + n)}`,
      To: line.number,
      CallStatus: 'ringing',
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
      FromCity: '',
    };
    const answer = await pool.request(signedRequest(account.authToken, line.webhook.url, fields));
    const twiml = await answer.body.text();
    const over = { ...fields, CallStatus: 'completed', CallDuration: '1' };
    const end = () =>
      pool.request(signedRequest(account.authToken, line.webhook.statusUrl, over)).then((a) => a.body.text());
    ends.push(new Promise((resolve) => setTimeout(() => resolve(end()), 1000)));
    return answer.statusCode === 200 && twiml.includes('<Response>');
  };
  try {
    const measured = await openLoop({ rate, seconds, send });
    await Promise.all(ends);
    return measured;
  } finally {
    await pool.close();
  }
}
