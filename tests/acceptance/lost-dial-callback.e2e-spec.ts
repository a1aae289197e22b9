import { scenario } from './world/scenario.ts';

scenario('moves the call by our own timer when the provider never tells how the dial ended', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const hotline = (await world.hotline({ ring: [priya, sam] })).mayAsk('redirect');

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'busy', [sam.phone]: 'accept' },
    misbehave: [{ request: 'dial-action', occurrence: 1, how: 'lost' }],
  });

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told).toContain(`caller and ${sam.phone} are connected`);
  const log = await call.log();
  expect(log).toMatchObject({ outcome: 'answered', receiver: { id: sam.id } });
  expect(log.attempts.map((a) => a.result)).toEqual(['no_answer', 'accepted']);
});
