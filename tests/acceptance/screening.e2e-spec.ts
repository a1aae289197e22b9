import { scenario } from './world/scenario.ts';

scenario('tells the responder which line and who calls, before they press 1', async (world) => {
  const priya = await world.responder('Priya S.');
  const known = world.aNumber();
  await world.contact('Mitchell Starc', known);
  const hotline = await world.hotline({ name: 'Fraud desk', ring: [priya] });
  const heard = async (from: string) => {
    const call = await hotline.isDialledBy(from, { people: { [priya.phone]: { behaviour: 'accept', talkMs: 100 } } });
    const { story } = await call.isOver();
    return story.map((s) => s.text).find((text) => text.startsWith(`${priya.phone} picks up`));
  };

  expect(await heard(known)).toMatch(/Call for Fraud desk from Mitchell Starc\. Press 1 to accept, or 2 to pass/);
  const stranger = world.aNumber();
  expect(await heard(stranger)).toContain(`from ${stranger}. `);
  expect(await heard('anonymous')).toMatch(/Call for Fraud desk from an unknown caller/);
});

scenario('takes silence for no answer, and rings the next', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60 });

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'silent', [sam.phone]: 'accept' },
  });

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told).not.toContain(`caller and ${priya.phone} are connected`);
  expect((await call.log()).attempts.map((a) => a.result)).toEqual(['no_answer', 'accepted']);
});

scenario('gives a responder who picks up late the whole time to decide', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 5 });

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: { behaviour: 'accept', answerAfterMs: 3500, pressAfterMs: 3000 }, [sam.phone]: 'accept' },
    timing: { secondMs: 1000, dialExtraMs: 0 },
  });

  await call.isOver();
  expect(await call.log()).toMatchObject({ outcome: 'answered', receiver: { id: priya.id } });
});
