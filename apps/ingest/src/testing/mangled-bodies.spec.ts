import { assertStorable, validBody, writtenDown } from './fuzzed-reading.js';
import { mangledBodies } from './mangled-bodies.js';

it('reads or refuses with a sentence whatever happens to a body on the way, and takes every valid one in between', async () => {
  let taken = 0;
  let refused = 0;
  const bodies = mangledBodies(8);
  for (let n = 0; n < 5000; n++) {
    const sent = bodies.next().value as Parameters<typeof writtenDown>[0];
    const events = await writtenDown(sent);
    if (events) taken++;
    else refused++;
    assertStorable(events ?? []);
    const [valid] = (await writtenDown(validBody(n))) ?? [];
    if ((valid?.data as { bodyJson?: string } | undefined)?.bodyJson !== `{"n":${n},"id":2868860079149422351}`) {
      throw new Error(`the valid body ${n} was not taken`);
    }
  }
  // neither is the bodies' doing alone
  expect(Math.min(taken, refused)).toBeGreaterThan(500);
});
