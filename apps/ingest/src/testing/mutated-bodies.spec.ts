import { readMutations } from './read-mutations.js';
import { senderFixtures } from './sender-fixtures.js';

it.each(senderFixtures)(
  'reads whatever becomes of a body of %s, or refuses it with a sentence',
  async (type, bodies) => {
    const { opened } = await readMutations(type, bodies, 5, 500);
    // of 1000 readings; what is opened is not opened by chance
    expect(opened).toBeGreaterThan(600);
  },
);
