import { scenario } from './world/scenario.ts';

scenario('connects the caller with the primary who presses 1', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const caller = world.aNumber();
  await world.contact('Mitchell Starc', caller);
  const hotline = await world.hotline({ ring: [priya, sam] });

  const call = await hotline.isDialledBy(caller, { people: { [priya.phone]: { behaviour: 'accept', talkMs: 600 } } });

  const { story, faults } = await call.isOver();
  const told = story.map((s) => s.text);
  expect(told).toContain(`caller and ${priya.phone} are connected`);
  expect(told.find((text) => text.startsWith(`${priya.phone} picks up`))).toMatch(
    /On-call hotline.*Mitchell Starc.*[Pp]ress 1/,
  );
  expect(told.filter((text) => text === `${sam.phone} rings`)).toEqual([]);
  expect(faults).toEqual([]);

  const log = await call.log((c) => c.recording !== null);
  expect(log).toMatchObject({
    outcome: 'answered',
    caller: { number: caller, name: 'Mitchell Starc' },
    receiver: { id: priya.id, name: 'Priya S.', oncallId: null, oncallName: null },
    attempts: [
      { n: 1, role: 'primary', userId: priya.id, result: 'accepted' },
      { n: 2, role: 'fallback1', userId: sam.id, result: 'not_reached' },
    ],
    incidentId: null,
    test: false,
  });
  expect(log.recording?.url).toContain(`/api/v1/calls/${log.id}/recording`);
  expect(log.steps.map((s) => s.text)).toEqual(
    expect.arrayContaining(['Primary Priya S. rings', 'Priya S. accepted the call']),
  );
});

scenario('finds the primary through the schedule, and says so in the log', async (world) => {
  const priya = await world.responder('Priya S.');
  const backend = await world.schedule('Backend Team', [priya]);
  const hotline = await world.hotline({ ring: [backend] });

  const call = await hotline.isDialledBy(world.aNumber(), { people: { [priya.phone]: 'accept' } });

  await call.isOver();
  expect(await call.log()).toMatchObject({
    outcome: 'answered',
    receiver: { id: priya.id, oncallId: backend.id, oncallName: backend.name },
    attempts: [{ scheduleId: backend.id, result: 'accepted' }],
  });
});
