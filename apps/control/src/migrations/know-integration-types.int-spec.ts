import type { QueryRunner } from 'typeorm';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';
import { KnowIntegrationTypes1796688000000 } from './1796688000000-know-integration-types.js';

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
});
afterAll(() => control.stop());

it('lets an integration be changed whose type was any text before', async () => {
  const { client, database } = control;
  const made = (name: string) => client.made('/integrations', { name });
  const [odd, known] = [await made('Odd'), await made('Known')];
  for (const [{ id }, type] of [[odd, 'nagios'] as const, [known, 'grafana'] as const]) {
    await database.query(
      `update resource set document = jsonb_set(document, '{type}', to_jsonb($2::text)) where id = $1`,
      [id, type],
    );
  }
  expect((await client.patch(`/integrations/${odd.id}`, { name: 'Renamed' })).status).toBe(400);
  await database.transaction((tx) => new KnowIntegrationTypes1796688000000().up(tx as unknown as QueryRunner));
  expect(await client.patch(`/integrations/${odd.id}`, { name: 'Renamed' })).toMatchObject({
    status: 200,
    body: { type: 'webhook' },
  });
  expect((await client.get(`/integrations/${known.id}`)).body).toMatchObject({ type: 'grafana' });
});
