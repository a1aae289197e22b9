import { messagingEntities } from '@ringdown/platform-persistence';
import { schemaDifferences } from '@ringdown/testkit';
import { entities } from './entities.js';
import { migrations } from './migrations/index.js';

it('describes each table as the migrations make it', async () => {
  const all = [...messagingEntities, ...entities];
  expect(await schemaDifferences({ schema: 'control', migrations, entities: all })).toEqual([]);
});
