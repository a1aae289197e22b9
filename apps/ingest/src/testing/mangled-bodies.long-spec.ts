import { setImmediate as otherWork } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Database } from '@ringdown/platform-persistence';
import { freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { Pool } from 'undici';
import { migratedDatabase, pushServer } from './push-server.js';
import { assertStorable, fuzzedBodies, validBody, writtenDown } from './fuzzed-reading.js';
import { type MangledBody, mangledBodies } from './mangled-bodies.js';

/** One body in ten goes through sockets into Postgres; the others straight to what reads them. Every tenth is followed by a valid one. */
const overHttp = Math.ceil(fuzzedBodies / 10);
const directly = fuzzedBodies - overHttp;
const mostGrowthBytes = 50_000_000;

jest.setTimeout(20 * 60_000);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function memoryBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Runs `send` for `count` bodies, and says by how much memory grew once the first tenth had warmed everything up. */
async function growth(count: number, send: (n: number) => Promise<void>): Promise<number> {
  let warm = 0;
  for (let n = 0; n < count; n++) {
    await send(n);
    if (n % 1000 === 0) await otherWork();
    if (n === Math.floor(count / 10)) warm = memoryBytes();
  }
  return memoryBytes() - warm;
}

it('reads or refuses each, with a sentence, and takes every valid one in between', async () => {
  const bodies = mangledBodies(1);
  const grown = await growth(directly, async (n) => {
    const { value } = bodies.next() as { value: MangledBody };
    assertStorable((await writtenDown(value)) ?? []);
    if (n % 10 > 0) return;
    const [valid] = (await writtenDown(validBody(n))) ?? [];
    if ((valid?.data as { title?: string } | undefined)?.title !== `valid ${n}`)
      throw new Error(`valid ${n} was not taken`);
  });
  expect(grown).toBeLessThan(mostGrowthBytes);
});

describe('over HTTP', () => {
  const inFlight = 16;
  let fresh: FreshDatabase;
  let database: Database;
  let server: Awaited<ReturnType<typeof pushServer>>;
  let pool: Pool;

  beforeAll(async () => {
    fresh = await freshDatabase();
    database = await migratedDatabase(fresh.url);
    server = await pushServer(fresh.url);
    pool = new Pool(server.origin, { connections: inFlight });
  });
  afterAll(async () => {
    await pool.close();
    await server.close();
    await database.close();
    await fresh.drop();
  });

  async function statusOf({ bytes, contentType, contentEncoding }: Parameters<typeof writtenDown>[0]): Promise<number> {
    const headers = {
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...(contentEncoding === undefined ? {} : { 'content-encoding': contentEncoding }),
    };
    const answer = await pool.request({ method: 'POST', path: '/tok/push-events', headers, body: bytes ?? null });
    await answer.body.dump();
    return answer.statusCode;
  }

  it('answers each with 200, 400 or 413, and has every valid one in between in Postgres', async () => {
    const bodies = mangledBodies(2);
    const counts = new Map<number, number>();
    let valid = 0;
    const grown = await growth(Math.ceil(overHttp / inFlight), async (n) => {
      const sent = Array.from({ length: inFlight }, () => statusOf((bodies.next() as { value: MangledBody }).value));
      for (const status of await Promise.all(sent)) counts.set(status, (counts.get(status) ?? 0) + 1);
      if (n % 2 > 0) return;
      if ((await statusOf(validBody(valid))) !== 200) throw new Error(`valid ${valid} was not taken`);
      valid++;
    });
    expect([...counts.keys()].sort()).toEqual([200, 400, 413]);
    const [kept] = await database.query<{ count: string }>(
      `select count(distinct data ->> 'title') from outbox where data ->> 'title' like 'valid %'`,
    );
    expect(Number(kept?.count)).toBe(valid);
    expect(server.journal.isEmpty).toBe(true);
    expect(grown).toBeLessThan(mostGrowthBytes);
  });
});
