import { scenario } from './world/scenario.ts';

scenario('asks for a message when nobody answers, and keeps it', async (world) => {
  const people = [await world.responder('Priya S.'), await world.responder('Sam T.'), await world.responder('Alex R.')];
  const hotline = await world.hotline({
    ring: people,
    ringTimeoutSeconds: 60,
    messages: { noAnswer: { type: 'text', text: 'Nobody could answer. Leave a message.' } },
  });

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: Object.fromEntries(people.map((p) => [p.phone, 'busy'])),
    caller: { message: { seconds: 6, endedBy: '#' } },
  });

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told).toContain('caller hears: "Nobody could answer. Leave a message."');
  expect(told).toContain('caller leaves a message (6 s)');
  const log = await call.log((c) => c.voicemail !== null);
  expect(log).toMatchObject({ outcome: 'missed', receiver: null, answeredAt: null, voicemail: { seconds: 6 } });
  expect(log.attempts.map((a) => a.result)).toEqual(['busy', 'busy', 'busy']);
  expect(log.steps.map((s) => s.text)).toEqual(
    expect.arrayContaining([
      'Fallback 2 Alex R. was busy → the caller is asked to leave a message',
      'The caller left a message (6 s)',
    ]),
  );
});

scenario('keeps the message of a caller who ends it by hanging up', async (world) => {
  const priya = await world.responder('Priya S.');
  const hotline = await world.hotline({ ring: [priya], ringTimeoutSeconds: 60 });

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'busy' },
    caller: { message: { seconds: 4, endedBy: 'hangup' } },
  });

  await call.isOver();
  expect(await call.log((c) => c.voicemail !== null)).toMatchObject({
    outcome: 'missed',
    voicemail: { seconds: expect.any(Number) },
  });
});
