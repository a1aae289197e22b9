import { scenario } from './world/scenario.ts';

scenario('stops ringing and logs a missed call when the caller hangs up while it rings', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60 });

  const call = await hotline.isDialledBy(world.aNumber(), { people: { [priya.phone]: 'no-answer' } });
  await call.comesTo('ringing:1');
  await call.hangsUp();

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told.filter((text) => text.endsWith(' rings'))).toEqual([`${priya.phone} rings`]);
  const log = await call.log();
  expect(log).toMatchObject({
    outcome: 'missed',
    receiver: null,
    attempts: [{ result: 'no_answer' }, { result: 'not_reached' }],
  });
  expect(log.steps.map((s) => s.text)).toContain('The caller hung up while primary Priya S. was ringing');
});
