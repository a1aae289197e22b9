import { DataSource } from 'typeorm';
import { entities } from './entities.js';
import { type ControlUnderTest, startControl } from './testing/start-control.js';

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
});
afterAll(() => control.stop());

/** They are every service's, not control's. */
const ofOthers = /"control"\."(outbox|inbox|dead_letter|migration)"/;

it('tells of each table what the migrations made of it', async () => {
  const source = new DataSource({
    type: 'postgres',
    url: control.database.options.url,
    schema: 'control',
    entities: [...entities],
    extra: { options: '-c search_path=control' },
  });
  await source.initialize();
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  await source.destroy();
  expect(upQueries.map(({ query }) => query).filter((query) => !ofOthers.test(query))).toEqual([]);
});
