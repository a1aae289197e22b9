import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { openLoop } from '../../bench/open-loop.mjs';
import { type Attempt, markOf, type SentEvent, statusOf } from './sent-event.ts';

const requestMs = 5000;
const firstPauseMs = 50;
const longestPauseMs = 250;
const headers = { 'content-type': 'application/json' };

interface Load {
  /** Begins every title. */
  readonly name: string;
  readonly rate: number;
  readonly seconds: number;
  /** Each title has an event every so many seconds. */
  readonly titleEverySeconds: number;
  /** A monitor gives up this long after the last event was due. */
  readonly giveUpMs: number;
}

/**
 * Monitors that post events at a fixed rate, each at its own instant, and that try again until they are answered `200`, with a
 * pause that doubles. The events of one title follow one another, so that their order is defined; the wait of one that stands
 * behind another counts from its own instant all the same. What they remember is the ledger outside of the system.
 */
export async function postEvents(
  pushUrl: string,
  { name, rate, seconds, titleEverySeconds, giveUpMs }: Load,
): Promise<SentEvent[]> {
  const { origin, pathname } = new URL(pushUrl);
  const titles = Math.max(1, Math.round(rate * titleEverySeconds));
  const pool = new Pool(origin, {
    connections: titles,
    pipelining: 1,
    headersTimeout: requestMs,
    bodyTimeout: requestMs,
  });
  const lastOfTitle = new Map<string, Promise<unknown>>();
  const ledger: SentEvent[] = [];
  const giveUpAt = performance.now() + seconds * 1000 + giveUpMs;

  async function post(title: string, place: number, attempt: number): Promise<number | null> {
    const mark = markOf(title, place, attempt);
    // a severity that is none is kept as a warning in the incident's timeline: each attempt leaves its mark
    const body = JSON.stringify({ title, status: statusOf(place), severity: mark, body: { mark } });
    const signal = AbortSignal.timeout(requestMs);
    try {
      const answer = await pool.request({ method: 'POST', path: pathname, headers, body, signal });
      const text = await answer.body.text();
      return answer.statusCode === 200 && !text.includes('"Ok":true') ? null : answer.statusCode;
    } catch {
      return null;
    }
  }

  async function deliver(title: string, place: number, due: number): Promise<boolean> {
    const attempts: Attempt[] = [];
    const event = { title, place, dueAt: epochOf(due), attempts };
    for (let pause = firstPauseMs; performance.now() < giveUpAt; pause = Math.min(pause * 2, longestPauseMs)) {
      const attempt = { number: attempts.length + 1, status: await post(title, place, attempts.length + 1) };
      attempts.push(attempt);
      if (attempt.status === 200) {
        ledger.push({ ...event, answeredAt: epochOf(performance.now()) });
        return true;
      }
      await sleep(pause);
    }
    ledger.push({ ...event, answeredAt: null });
    return false;
  }

  const send = (n: number, due: number): Promise<boolean> => {
    const title = `${name}.${n % titles}`;
    const turn = (lastOfTitle.get(title) ?? Promise.resolve()).then(() => deliver(title, Math.floor(n / titles), due));
    lastOfTitle.set(title, turn);
    return turn;
  };
  try {
    await openLoop({ rate, seconds, send });
    return ledger;
  } finally {
    await pool.destroy();
  }
}

const epochOf = (instant: number): number => performance.timeOrigin + instant;
