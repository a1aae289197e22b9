import type { QueryRunner } from 'typeorm';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';
import { RenameThing1796169600000 } from './1796169600000-rename-thing.js';

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
});
afterAll(() => control.stop());

const names = async () =>
  (
    await control.database.query<{ name: string }>(`select name from resource where kind = 'contact' order by name`)
  ).map(({ name }) => name);

it('lets the version before work beside this one', async () => {
  const { database } = control;
  const document = JSON.stringify({ id: 'contact_old', name: 'Old', phone: '+14155550177' });
  await database.transaction(async (tx) => {
    await tx.query('insert into thing (id, kind, name, document) values ($1, $2, $3, $4)', [
      'contact_old',
      'contact',
      'Old',
      document,
    ]);
    await tx.query(`select document from thing where kind = 'contact' and id = $1 for update`, ['contact_old']);
    await tx.query('select id, kind from thing where id = any($1) order by id for key share', [['contact_old']]);
    await tx.query('update thing set name = $2, document = $3, updated_at = now() where id = $1', [
      'contact_old',
      'Older',
      document.replace('"Old"', '"Older"'),
    ]);
  });
  expect(await names()).toEqual(['Older']);
  for (const tries of [1, 2]) {
    await database.query(
      `insert into audit (at, actor, ip, action, kind, thing_id, thing_name, after, merge_key)
       values (now(), '{}', null, 'sign-in failed', 'user', 'user_1', 'Ann', jsonb_build_object('tries', $1::integer), 'k')
       on conflict (merge_key) where merge_key is not null
       do update set after = jsonb_build_object('tries', (audit.after->>'tries')::integer + $1)`,
      [tries],
    );
  }
  expect(
    await database.query(`select resource_id, resource_name, after from audit_entry where merge_key = 'k'`),
  ).toEqual([{ resource_id: 'user_1', resource_name: 'Ann', after: { tries: 3 } }]);
  await database.query('delete from thing where id = $1', ['contact_old']);
  expect(await names()).toEqual([]);
});

it('goes back and forth without losing anything', async () => {
  const { client, database } = control;
  await client.made('/contacts', { name: 'Kept', phone: '+14155550178' });
  const entries = (await client.get('/audit-log')).body.items;
  const migration = new RenameThing1796169600000();
  await database.transaction((tx) => migration.down(tx as unknown as QueryRunner));
  expect(await database.query(`select name from thing where kind = 'contact'`)).toEqual([{ name: 'Kept' }]);
  expect(await database.query(`select count(*)::integer as count from audit where thing_name = 'Kept'`)).toEqual([
    { count: 1 },
  ]);
  await database.transaction((tx) => migration.up(tx as unknown as QueryRunner));
  expect(await names()).toEqual(['Kept']);
  expect((await client.get('/audit-log')).body.items).toEqual(entries);
});
