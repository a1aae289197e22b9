import { Pool } from 'undici';
import { openLoop } from './open-loop.mjs';

const headers = { 'content-type': 'application/json' };

/** A monitor that POSTs `eventOf(n, due)` at its instant, to one URL or to `pushUrl(n)` of one origin. Good = 200 with `{"Ok": true}`. */
export async function alerts({ pushUrl, rate, seconds, connections = 64 }, eventOf) {
  const urlOf = typeof pushUrl === 'function' ? (n) => new URL(pushUrl(n)) : () => new URL(pushUrl);
  const { origin } = urlOf(0);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const send = async (n, due) => {
    const body = JSON.stringify(eventOf(n, due));
    const answer = await pool.request({ method: 'POST', path: urlOf(n).pathname, headers, body });
    const text = await answer.body.text();
    return answer.statusCode === 200 && text.includes('"Ok":true');
  };
  try {
    return await openLoop({ rate, seconds, send });
  } finally {
    await pool.close();
  }
}
