import { scenario } from './world/scenario.ts';

scenario('says that no one is on call, and ends the call', async (world) => {
  const empty = await world.schedule('Backend Team', []);
  const hotline = await world.hotline({
    ring: [empty, empty],
    messages: { noOneOnCall: { type: 'text', text: 'No one is on call now.' } },
  });

  const call = await hotline.isDialledBy(world.aNumber());

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told).toContain('caller hears: "No one is on call now."');
  expect(told.some((text) => text.endsWith(' rings'))).toBe(false);
  const log = await call.log();
  expect(log).toMatchObject({ outcome: 'no_one_on_call', receiver: null, voicemail: null });
  expect(log.attempts.map((a) => [a.result, a.reason])).toEqual([
    ['skipped', 'nobody_on_call'],
    ['skipped', 'nobody_on_call'],
  ]);
});

scenario('rings the fallback where only the primary schedule has a gap', async (world) => {
  const sam = await world.responder('Sam T.');
  const hotline = await world.hotline({ ring: [await world.schedule('Backend Team', []), sam] });

  const call = await hotline.isDialledBy(world.aNumber(), { people: { [sam.phone]: 'accept' } });

  await call.isOver();
  const log = await call.log();
  expect(log).toMatchObject({ outcome: 'answered', receiver: { id: sam.id } });
  expect(log.steps.map((s) => s.text)).toContain('Primary is skipped: nobody is on call');
});
