import { type ControlUnderTest, startControl } from '../testing/start-control.js';

jest.setTimeout(60_000);

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
  await control.database.query(
    `insert into resource (id, kind, name, document)
     select 'sched_' || n, 'schedule', 'S' || n, jsonb_build_object('id', 'sched_' || n, 'name', 'S' || n, 'timeZone', 'UTC',
       'overrides', '[]'::jsonb, 'layers', jsonb_build_array(jsonb_build_object('name', repeat('x', 500000), 'participants', '[]'::jsonb,
         'rotation', jsonb_build_object('every', 1, 'unit', 'week', 'startsAt', '2026-01-05T09:00'))))
     from generate_series(10, 21) as n`,
  );
  await control.database.query(
    `insert into audit_entry (at, actor, action, kind, resource_id, resource_name, before)
     select now(), '{}', 'changed', 'schedule', 'sched_' || n, 'S' || n, to_jsonb(repeat('x', 500000)) from generate_series(10, 21) as n`,
  );
});
afterAll(() => control.stop());

/** The pages of a list, read to the end. */
async function pagesOf(path: string): Promise<Record<string, unknown>[][]> {
  const pages: Record<string, unknown>[][] = [];
  for (let cursor = ''; ;) {
    const { body, text } = await control.client.get(`${path}?limit=200${cursor}`);
    expect(text.length).toBeLessThan(3_000_000);
    pages.push(body.items);
    if (body['nextCursor'] === null) return pages;
    cursor = `&cursor=${encodeURIComponent(String(body['nextCursor']))}`;
  }
}

it('cuts a page of large resources short, and loses none', async () => {
  const pages = await pagesOf('/schedules');
  expect(pages.length).toBeGreaterThan(2);
  expect(pages.flat().map(({ name }) => name)).toEqual(Array.from({ length: 12 }, (_thing, n) => `S${n + 10}`));
});

it('cuts a page of large changes short, and loses none', async () => {
  const pages = await pagesOf('/audit-log');
  expect(pages.length).toBeGreaterThan(2);
  const ids = pages.flat().map(({ what }) => (what as { id: string }).id);
  expect(ids.filter((id) => id.startsWith('sched_'))).toHaveLength(12);
});

it('reads them all where all are asked for', async () => {
  expect((await control.client.get('/on-call')).body.items).toHaveLength(12);
});
