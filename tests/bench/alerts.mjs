import { Pool } from 'undici';
import { openLoop } from './open-loop.mjs';

const headers = { 'content-type': 'application/json' };

/** A monitor that POSTs `eventOf(n, due)` at its instant. Good = 200 with `{"Ok": true}`. */
export async function alerts({ pushUrl, rate, seconds, connections = 64 }, eventOf) {
  const { origin, pathname } = new URL(pushUrl);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const send = async (n, due) => {
    const body = JSON.stringify(eventOf(n, due));
    const answer = await pool.request({ method: 'POST', path: pathname, headers, body });
    const text = await answer.body.text();
    return answer.statusCode === 200 && text.includes('"Ok":true');
  };
  try {
    return await openLoop({ rate, seconds, send });
  } finally {
    await pool.close();
  }
}
