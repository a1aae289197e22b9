import { randomBytes } from 'node:crypto';
import { Pool } from 'undici';
import { openLoop } from './open-loop.mjs';
import { signedRequest } from './signed-request.mjs';

const attempts = 3;
const redirect = /<Redirect[^>]*>([^<]+)</;

/** Twilio's side of one call, by the documents that it is given. */
class LiveCall {
  constructor({ line, account, pool, n }) {
    Object.assign(this, { line, account, pool });
    this.fields = {
      CallSid: `CA${randomBytes(16).toString('hex')}`,
      AccountSid: account.accountSid,
      From: `+1415${String(3_000_000 + n)}`,
      To: line.number,
      CallStatus: 'in-progress',
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
    };
    this.document = '';
  }

  async post(url, fields) {
    const answer = await this.pool.request(signedRequest(this.account.authToken, url, { ...this.fields, ...fields }));
    const body = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} of ${url}: ${body}`);
    return body;
  }

  urlOf(pattern) {
    const [, url] = pattern.exec(this.document) ?? [];
    if (!url) throw new Error(`no ${pattern} in ${this.document}`);
    return url.replaceAll('&amp;', '&');
  }

  /** Rings in, hears the welcome, and is dialled on to the primary. */
  async comeIn() {
    this.document = await this.post(this.line.webhook.url, { CallStatus: 'ringing' });
    this.document = await this.post(this.urlOf(redirect), {});
  }

  /** What the provider tells of a responder's leg that rings. */
  async legRings() {
    await this.post(this.urlOf(/statusCallback="([^"]+)"/), {
      CallStatus: 'ringing',
      CallSid: `CA${randomBytes(16).toString('hex')}`,
    });
  }

  /** Where the caller is told first that we still try, the provider asks for the dial after the sentence. */
  async hearsSentence() {
    if (/<Dial /.test(this.document) || !/<Redirect/.test(this.document)) return;
    this.document = await this.post(this.urlOf(redirect), {});
  }

  /** Nobody answered: the next document has to lead to the next responder, or ask for a message. */
  async dialEnds() {
    const before = this.document;
    this.document = await this.post(this.urlOf(/action="([^"]+)"/), {
      DialCallStatus: 'no-answer',
      DialBridged: 'false',
    });
    return this.document !== before && /<(Dial|Record) |[?;]ring=/.test(this.document);
  }

  async isOver() {
    await this.post(this.line.webhook.statusUrl, { CallStatus: 'completed', CallDuration: '60' });
  }
}

/**
 * `calls` live calls at once. Each goes through three responders who do not answer; beside every fallback decision comes a leg's
 * callback. Measured is the decision: from the instant at which the provider's dial is over to the document that leads to the next ring.
 */
export async function fallbackDecisions({ line, account, calls, seconds, connections = 64, whileLive }) {
  const pool = new Pool(new URL(line.webhook.url).origin, { connections, pipelining: 1 });
  const live = Array.from({ length: calls }, (_, n) => new LiveCall({ line, account, pool, n }));
  const all = (rate, send) => openLoop({ rate, seconds: calls / rate, send: (n) => send(live[n]).then(() => true) });
  try {
    const came = await all(100, (call) => call.comeIn());
    if (came.failed > 0) throw new Error(`${came.failed} of ${calls} calls did not come in`);
    await whileLive?.();
    const rate = Math.round((calls * attempts) / seconds);
    const beside = [];
    const measured = await openLoop({
      rate,
      seconds: (calls * attempts) / rate,
      send: (n) => {
        const call = live[n % calls];
        beside.push(call.legRings().catch((error) => error));
        const decided = call.dialEnds();
        beside.push(decided.then(() => call.hearsSentence()).catch((error) => error));
        return decided;
      },
    });
    const failures = (await Promise.all(beside)).filter((error) => error instanceof Error);
    if (failures.length > 0) throw failures[0];
    return { ...measured, rate };
  } finally {
    await all(200, (call) => call.isOver());
    await pool.close();
  }
}
