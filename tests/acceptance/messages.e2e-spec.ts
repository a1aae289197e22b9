import { anAudioFile, upload } from './world/audio.ts';
import { scenario } from './world/scenario.ts';

scenario('speaks a message in its language and voice', async (world) => {
  const priya = await world.responder('Priya S.');
  const hotline = await world.hotline({
    ring: [priya],
    ringTimeoutSeconds: 60,
    messages: {
      welcome: { type: 'text', text: 'Willkommen bei der Bereitschaft.', language: 'de-DE', voice: 'Polly.Vicki' },
      noAnswer: { type: 'text', text: 'Niemand da & Sie sind dran.', language: 'de-DE', voice: 'Polly.Vicki' },
    },
  });

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'busy' },
    caller: { message: null },
  });

  const { documents, story } = await call.isOver();
  const [greeting] = documents.map((document) => JSON.stringify(document));
  for (const part of ['de-DE', 'Polly.Vicki', 'Willkommen bei der Bereitschaft.']) expect(greeting).toContain(part);
  expect(story.map((s) => s.text)).toContain('caller hears: "Niemand da & Sie sind dran."');
});

scenario('plays an uploaded file, from an address that nobody can guess', async (world) => {
  const priya = await world.responder('Priya S.');
  const bytes = anAudioFile();
  const audio = await upload(`welcome ${world.tag}.wav`, bytes);
  const hotline = await world.hotline({
    ring: [priya],
    messages: { welcome: { type: 'audio', audioId: audio.id } },
  });

  const call = await hotline.isDialledBy(world.aNumber(), { people: { [priya.phone]: 'accept' } });

  const { story, faults } = await call.isOver();
  expect(faults).toEqual([]);
  const played = story.map((s) => /played (http\S+?)"?$/.exec(s.text)?.[1]).find((url) => url !== undefined);
  expect(played).toMatch(/\/audio\/[0-9a-f]{32}\.wav$/);
  const answer = await fetch(played ?? '');
  expect(answer.headers.get('content-type')).toBe('audio/wav');
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  const guessed = await fetch((played ?? '').replace(/[0-9a-f]{32}/, '0'.repeat(32)));
  expect(guessed.status).toBe(404);
});

scenario('tells the caller between attempts that we are still trying', async (world) => {
  const people = [await world.responder('Priya S.'), await world.responder('Sam T.')];
  const hotline = await world.hotline({ ring: people, ringTimeoutSeconds: 60, progressMessages: true });

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: Object.fromEntries(people.map((p) => [p.phone, 'busy'])),
    caller: { message: null },
  });

  const told = (await call.isOver()).story.map((s) => s.text);
  const progress = 'caller hears: "Still trying to reach someone. Please hold."';
  expect(told.filter((text) => text === progress)).toHaveLength(1);
  expect(told.indexOf(progress)).toBeGreaterThan(told.indexOf(`${people[0]?.phone} rings`));
  expect(told.indexOf(progress)).toBeLessThan(told.indexOf(`${people[1]?.phone} rings`));
});

scenario('says nothing between attempts where that is switched off', async (world) => {
  const people = [await world.responder('Priya S.'), await world.responder('Sam T.')];
  const hotline = await world.hotline({ ring: people, ringTimeoutSeconds: 60, progressMessages: false });

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: Object.fromEntries(people.map((p) => [p.phone, 'busy'])),
    caller: { message: null },
  });

  expect(JSON.stringify((await call.isOver()).story)).not.toContain('Still trying');
});
