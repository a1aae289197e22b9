import { scenario } from './world/scenario.ts';

scenario('wakes fallback 1 when the primary sleeps through it', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const hotline = (await world.hotline({ ring: [priya, sam] })).mayAsk('redirect');

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'no-answer', [sam.phone]: 'accept' },
  });

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told).toContain(`${priya.phone} stops ringing`);
  expect(told).toContain(`caller and ${sam.phone} are connected`);
  const log = await call.log();
  expect(log).toMatchObject({
    outcome: 'answered',
    receiver: { id: sam.id },
    attempts: [{ result: 'no_answer' }, { result: 'accepted' }],
  });
  expect(log.steps.map((s) => s.text)).toContain('Primary Priya S. did not answer → fallback 1 Sam T.');
});

const misses = [
  ['busy', 'busy', 'Primary Priya S. was busy → fallback 1 Sam T.'],
  ['unreachable', 'failed', 'Primary Priya S. could not be reached → fallback 1 Sam T.'],
] as const;
for (const [behaviour, result, step] of misses) {
  scenario(`goes on at once when the primary is ${behaviour}`, async (world) => {
    const priya = await world.responder('Priya S.');
    const sam = await world.responder('Sam T.');
    const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60 });

    const call = await hotline.isDialledBy(world.aNumber(), {
      people: { [priya.phone]: behaviour, [sam.phone]: 'accept' },
    });

    await call.isOver();
    const log = await call.log();
    expect(log.attempts.map((a) => a.result)).toEqual([result, 'accepted']);
    expect(log.steps.map((s) => s.text)).toContain(step);
  });
}
