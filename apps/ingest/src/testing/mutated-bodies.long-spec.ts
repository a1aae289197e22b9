import { readMutations } from './read-mutations.js';
import { senderFixtures } from './sender-fixtures.js';

jest.setTimeout(10 * 60_000);

it.each(senderFixtures)('reads 10,000 mutated bodies of %s at both addresses', async (type, bodies) => {
  const { opened } = await readMutations(type, bodies, 17, 10_000);
  expect(opened).toBeGreaterThan(12_000);
});
