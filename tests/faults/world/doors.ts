import { eventually } from '@ringdown/testkit';
import type { ADatabase } from './a-database.ts';
import type { AService, Met } from './a-service.ts';

/** The two services that somebody waits for at the door. */
export interface Doors {
  readonly ingest: AService;
  readonly calls: AService;
}

interface Row {
  readonly store: string;
  readonly face: string;
  readonly when: 'at start' | 'while running';
  readonly event: Met;
  readonly call: Met;
}

const rows: Row[] = [];
let asked = 0;

/** The longest that a provider or a monitor is let wait in a fault; a busy machine counts too. */
const longestMs = 3000;

/** An event and a call come in the middle of a fault: both are answered. Returns how to see that both are kept, exactly once. */
export async function bothAreAnswered(
  { ingest, calls }: Doors,
  about: Omit<Row, 'event' | 'call'>,
): Promise<(database: ADatabase) => Promise<void>> {
  const id = `${process.pid}-${++asked}`;
  const [title, callSid] = [`event ${id}`, `CA${id}`];
  const [event, call] = await Promise.all([ingest.hearsOf(title), calls.isCalled(callSid)]);
  rows.push({ ...about, event, call });
  expect({ event: event.got, call: call.got }).toEqual({ event: '200 {"Ok":true}', call: 'welcome, then dial' });
  expect(Math.max(event.ms, call.ms)).toBeLessThan(longestMs);
  return async (database) => {
    await eventually(
      async () =>
        expect({
          events: await database.count(`ingest.outbox where data->>'title' = $1`, title),
          calls: await database.count(`call_routing.call where provider_call_id = $1`, callSid),
        }).toEqual({ events: 1, calls: 1 }),
      { timeoutMs: 60_000 },
    );
  };
}

/** What the doors answered in each cell, for whoever reads the test's output. */
export function printTheTable(): void {
  const cells = rows.map(({ store, face, when, event, call }) => [
    store,
    face,
    when,
    `${event.got.slice(0, 3)} after ${event.ms} ms`,
    `${call.got} after ${call.ms} ms`,
  ]);
  const table = [['store', 'face', 'when', 'event', 'call'], ['---', '---', '---', '---', '---'], ...cells];
  process.stderr.write(`${table.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`);
}
