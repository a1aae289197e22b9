import { messagingEntities } from '@ringdown/platform-persistence';
import { schemaDifferences } from '@ringdown/testkit';
import { ingestService } from './app.module.js';

it('has entities that say what its migrations make', async () => {
  const { schema, migrations, entities = [] } = ingestService;
  expect(await schemaDifferences({ schema, migrations, entities: [...messagingEntities, ...entities] })).toEqual([]);
});
