import { api } from './world/rest.ts';
import { scenario } from './world/scenario.ts';

scenario('tells callers of a line that is switched off that it is not in use, and rings nobody', async (world) => {
  const priya = await world.responder('Priya S.');
  const slack = await world.channel('slack');
  const hotline = await world.hotline({ ring: [priya], enabled: false, channelIds: [slack.id] });

  const call = await hotline.isDialledBy(world.aNumber());

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told).toContain('caller hears: "This number is not in use at the moment."');
  expect(await call.log()).toMatchObject({ outcome: 'rejected' });
});

scenario('rejects a blocked contact before anyone is rung', async (world) => {
  const priya = await world.responder('Priya S.');
  const caller = world.aNumber();
  await api.post('/contacts', { name: 'Robot', phone: caller, blocked: true });
  const hotline = await world.hotline({ ring: [priya] });

  const call = await hotline.isDialledBy(caller);

  expect((await call.isOver()).story.some((s) => s.text.endsWith(' rings'))).toBe(false);
  expect(await call.log()).toMatchObject({ outcome: 'rejected' });
});

scenario('skips whom it cannot ring, and says why', async (world) => {
  const phoneless = await world.responder('Priya S.', null);
  const sam = await world.responder('Sam T.');
  const hotline = await world.hotline({ ring: [phoneless, sam, sam] });

  const call = await hotline.isDialledBy(world.aNumber(), { people: { [sam.phone]: 'accept' } });

  await call.isOver();
  const log = await call.log();
  expect(log.attempts.map((a) => [a.result, a.reason])).toEqual([
    ['skipped', 'no_phone'],
    ['accepted', null],
    ['skipped', 'already_rung'],
  ]);
});
