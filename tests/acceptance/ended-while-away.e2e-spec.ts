import { scenario } from './world/scenario.ts';
import { kill, start } from './world/restart.ts';
import { eventually } from './world/waiting.ts';

const impatient = { secondMs: 100, dialExtraMs: 0, requestTimeoutMs: 1500 };

scenario('reaches an engineer at once whose conversation ended while call-routing was killed', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60, recordingEnabled: false });
  const people = { [priya.phone]: { behaviour: 'accept', talkSeconds: 600 }, [sam.phone]: 'accept' };
  const talk = await hotline.isDialledBy(world.aNumber(), {
    people,
    misbehave: ['dial-action', 'status'].map((request) => ({ request, occurrence: 1, how: 'lost' })),
    timing: impatient,
  });
  await talk.comesTo('connected');
  await eventually(async () => (await talk.live())?.answeredAt, 'Priya has answered');
  await kill('call-routing');
  await talk.hangsUp();
  await talk.isOver();
  await start('call-routing');

  const next = await hotline.isDialledBy(world.aNumber(), {
    people: { ...people, [priya.phone]: 'accept' },
    timing: impatient,
  });

  const told = (await next.isOver()).story.map((s) => s.text);
  expect(told).toContain(`caller and ${priya.phone} are connected`);
  expect(told).not.toContain(`${sam.phone} rings`);
  expect(await next.log()).toMatchObject({ outcome: 'answered', receiver: { id: priya.id } });
  expect(await talk.log()).toMatchObject({ outcome: 'answered', receiver: { id: priya.id } });
});
