import { World } from './world/world.ts';

describe.each(['completed', 'no-answer'])(
  'a voicemail box picks up, and the provider calls its dial "%s"',
  (failedScreenStatus) => {
    it('is not an answer: fallback 1 rings', async () => {
      const world = new World();
      const priya = await world.responder('Priya S.');
      const sam = await world.responder('Sam T.');
      const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60 });

      const call = await hotline.isDialledBy(world.aNumber(), {
        people: { [priya.phone]: 'voicemail', [sam.phone]: 'accept' },
        failedScreenStatus,
      });

      const told = (await call.isOver()).story.map((s) => s.text);
      expect(told.some((text) => text.startsWith(`the voicemail box of ${priya.phone} picks up`))).toBe(true);
      expect(told).not.toContain(`caller and ${priya.phone} are connected`);
      const log = await call.log();
      expect(log).toMatchObject({ outcome: 'answered', receiver: { id: sam.id } });
      expect(log.attempts.map((a) => a.result)).toEqual(['no_answer', 'accepted']);
      await world.expectNothingElse();
    });
  },
);

it('connects whoever picks up where screening is off', async () => {
  const world = new World();
  const priya = await world.responder('Priya S.');
  const hotline = await world.hotline({ ring: [priya], screening: false });

  const call = await hotline.isDialledBy(world.aNumber(), { people: { [priya.phone]: 'silent' } });

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told).toContain(`caller and ${priya.phone} are connected`);
  expect(await call.log()).toMatchObject({ outcome: 'answered', receiver: { id: priya.id } });
  await world.expectNothingElse();
});
