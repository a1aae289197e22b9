import { slackMs } from './world/phone-call.ts';
import { scenario } from './world/scenario.ts';

for (const failedScreenStatus of ['completed', 'no-answer']) {
  scenario(`takes a voicemail box for no answer, also when the dial reads "${failedScreenStatus}"`, async (world) => {
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
  });
}

/** Faster than life; voices take a sixteenth of a telephone second for a letter. */
const secondMs = 300;
const speechMsPerCharacter = secondMs / 16;

scenario('gives a voicemail box ten seconds after the prompt', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60 });
  const caller = world.aNumber();
  await world.contact('Mitchell Starc', caller);

  const call = await hotline.isDialledBy(caller, {
    people: { [priya.phone]: 'voicemail', [sam.phone]: { behaviour: 'accept', talkMs: 300 } },
    timing: { secondMs, speechMsPerCharacter, dialExtraMs: 30_000 },
  });

  const seen = await call.isOver();
  const { legs, story } = seen;
  const [box, next] = legs;
  const [, heard = ''] = story.map((s) => /picks up and hears: "(.*)"$/.exec(s.text)).find(Boolean) ?? [];
  const promptSeconds = heard.length / 16;
  expect(promptSeconds).toBeGreaterThan(4);
  const seconds = (Date.parse(next?.startedAt ?? '') - Date.parse(box?.answeredAt ?? '')) / secondMs;
  expect(seconds).toBeGreaterThan(promptSeconds + 9.5);
  expect(seconds).toBeLessThan(promptSeconds + 10 + 3 + slackMs(seen) / secondMs);
});

scenario('connects whoever picks up where screening is off', async (world) => {
  const priya = await world.responder('Priya S.');
  const hotline = await world.hotline({ ring: [priya], screening: false });

  const call = await hotline.isDialledBy(world.aNumber(), { people: { [priya.phone]: 'silent' } });

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told).toContain(`caller and ${priya.phone} are connected`);
  expect(await call.log()).toMatchObject({ outcome: 'answered', receiver: { id: priya.id } });
});
