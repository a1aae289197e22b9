import { Pool } from 'undici';
import { openLoop } from './open-loop.mjs';

const headers = { 'content-type': 'application/json' };

/** Monitors that POST: 200 titles, a body of some 300 bytes, every tenth a resolve. Good = 200 with `{"Ok": true}`. */
export async function webhookAccept({ pushUrl, rate, seconds, connections = 64 }) {
  const { origin, pathname } = new URL(pushUrl);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const body = { host: 'db-1', check: 'disk', value: 0.97, text: 'x'.repeat(200) };
  const send = async (n) => {
    const event = { title: `bench ${n % 200}`, body, severity: 'sev2', ...(n % 10 === 9 ? { status: 'resolve' } : {}) };
    const answer = await pool.request({ method: 'POST', path: pathname, headers, body: JSON.stringify(event) });
    const text = await answer.body.text();
    return answer.statusCode === 200 && text.includes('"Ok":true');
  };
  try {
    return await openLoop({ rate, seconds, send });
  } finally {
    await pool.close();
  }
}
