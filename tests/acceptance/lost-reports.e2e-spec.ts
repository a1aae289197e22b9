import { scenario } from './world/scenario.ts';

const impatient = { secondMs: 100, dialExtraMs: 0, requestTimeoutMs: 4000 };

scenario('lets the caller go after the conversation though nobody learns that the dial is over', async (world) => {
  const priya = await world.responder('Priya S.');
  const hotline = await world.hotline({ ring: [priya], ringTimeoutSeconds: 60 });

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: { behaviour: 'accept', talkMs: 500 } },
    misbehave: [{ request: 'dial-action', occurrence: 1, how: 'lost' }],
    timing: impatient,
  });

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told.filter((text) => text.endsWith(' rings'))).toHaveLength(1);
  expect(await call.log()).toMatchObject({ outcome: 'answered', receiver: { id: priya.id } });
});

scenario(
  'does not ring who passed again when the end of the dial is not reported',
  async (world) => {
    const priya = await world.responder('Priya S.');
    const sam = await world.responder('Sam T.');
    const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60 });

    const call = await hotline.isDialledBy(world.aNumber(), {
      people: { [priya.phone]: 'pass', [sam.phone]: 'accept' },
      misbehave: [{ request: 'dial-action', occurrence: 1, how: 'lost' }],
      timing: impatient,
    });

    const told = (await call.isOver()).story.map((s) => s.text);
    expect(told.filter((text) => text === `${priya.phone} rings`)).toHaveLength(1);
    expect(told).toContain(`caller and ${sam.phone} are connected`);
    expect((await call.log()).attempts.map((a) => a.result)).toEqual(['declined', 'accepted']);
  },
  // Plivo ends a call whose dial action fails, and asks no fallback URL
  ['twilio'],
);

scenario('rings fallback 1 although the redirect that was to ring them got lost', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const hotline = (await world.hotline({ ring: [priya, sam] })).mayAsk('redirect');

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'no-answer', [sam.phone]: 'accept' },
    misbehave: [{ request: 'redirect', occurrence: 2, how: 'late', ms: 3000 }],
  });

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told).toContain(`caller and ${sam.phone} are connected`);
  expect((await call.log()).attempts.map((a) => a.result)).toEqual(['no_answer', 'accepted']);
});

scenario(
  'rings nobody after a conversation whose acceptance is reported just after its end',
  async (world) => {
    const priya = await world.responder('Priya S.');
    const sam = await world.responder('Sam T.');
    const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60 });
    const call = await hotline.isDialledBy(world.aNumber(), {
      people: { [priya.phone]: { behaviour: 'accept', talkMs: 500 }, [sam.phone]: 'accept' },
      misbehave: [{ request: 'leg', occurrence: 2, how: 'late', ms: 700 }],
    });

    expect((await call.isOver()).story.map((s) => s.text)).not.toContain(`${sam.phone} rings`);
    const log = await call.log();
    expect(log).toMatchObject({ outcome: 'answered', receiver: { id: priya.id } });
    expect(log.attempts.map((a) => a.result)).toEqual(['accepted', 'not_reached']);
  },
  ['plivo'],
);
