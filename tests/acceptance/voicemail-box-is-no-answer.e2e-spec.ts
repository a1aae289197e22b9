import { promise } from './world/promise.ts';

for (const failedScreenStatus of ['completed', 'no-answer']) {
  promise(`takes a voicemail box for no answer, also when the dial reads "${failedScreenStatus}"`, async (world) => {
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

/** Half as long as in life; voices say a sixteenth of a second a letter, and telephone numbers digit by digit. */
const secondMs = 500;
const speechMsPerCharacter = secondMs / 16;

for (const caller of ['a stranger', 'Mitchell Starc'] as const) {
  promise(`gives a voicemail box ten seconds after the prompt, with ${caller} on the line`, async (world) => {
    const priya = await world.responder('Priya S.');
    const sam = await world.responder('Sam T.');
    const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60 });
    const from = world.aNumber();
    if (caller !== 'a stranger') await world.contact(caller, from);

    const call = await hotline.isDialledBy(from, {
      people: { [priya.phone]: 'voicemail', [sam.phone]: 'accept' },
      timing: { secondMs, speechMsPerCharacter, dialExtraMs: 30_000 },
    });

    const { legs, story } = await call.isOver();
    const [box, next] = legs;
    const [, heard = ''] = story.map((s) => /picks up and hears: "(.*)"$/.exec(s.text)).find(Boolean) ?? [];
    const letters = heard.replace(/\+\d+/, (number) => '-'.repeat((number.length - 1) * 5.6));
    const promptSeconds = letters.length / 16;
    expect(promptSeconds).toBeGreaterThan(4);
    const seconds = (Date.parse(next?.startedAt ?? '') - Date.parse(box?.answeredAt ?? '')) / secondMs;
    expect(seconds).toBeGreaterThan(promptSeconds + 9.5);
    expect(seconds).toBeLessThan(promptSeconds + 10 + 2.5);
  });
}

promise('connects whoever picks up where screening is off', async (world) => {
  const priya = await world.responder('Priya S.');
  const hotline = await world.hotline({ ring: [priya], screening: false });

  const call = await hotline.isDialledBy(world.aNumber(), { people: { [priya.phone]: 'silent' } });

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told).toContain(`caller and ${priya.phone} are connected`);
  expect(await call.log()).toMatchObject({ outcome: 'answered', receiver: { id: priya.id } });
});
