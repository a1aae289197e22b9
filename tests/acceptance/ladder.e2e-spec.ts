import { leadVoiceTo, without } from './world/links.ts';
import { slackMs } from './world/phone-call.ts';
import { scenario } from './world/scenario.ts';
import { api } from './world/rest.ts';
import { kill, start } from './world/restart.ts';
import { freePort } from './world/service-processes.ts';
import { theSystem } from './world/system.ts';
import type { World } from './world/world.ts';

/** A line with two responders and everybody who wants to hear about its calls. */
async function wiredHotline(world: World, settings: Record<string, unknown> = {}) {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const slack = await world.channel('slack');
  const integration = await world.integration('Hotline');
  const hotline = await world.hotline({
    ring: [priya, sam],
    ringTimeoutSeconds: 60,
    channelIds: [slack.id],
    incident: { trigger: 'all', integrationId: integration.id },
    ...settings,
  });
  const caller = world.aNumber();
  // a first call, so that everybody knows the line before anything is taken away
  const first = await hotline.isDialledBy(caller, { people: { [priya.phone]: 'busy', [sam.phone]: 'accept' } });
  await first.isOver();
  await first.log();
  await slack.receives();
  await world.incidents(integration.id, 1);
  return { priya, sam, slack, integration, hotline, caller };
}

scenario('rings fallback 1 in time while Redis is unavailable', async (world) => {
  const { priya, sam, slack, hotline, caller } = await wiredHotline(world, { ringTimeoutSeconds: 5 });
  hotline.mayAsk('redirect');
  const call = await hotline.isDialledBy(caller, { people: { [priya.phone]: 'no-answer', [sam.phone]: 'accept' } });
  await call.comesTo('ringing:1');
  const seen = await without('redis', () => call.isOver());
  const log = await call.log();
  expect(log.attempts.map((a) => a.result)).toEqual(['no_answer', 'accepted']);
  const [primary] = log.attempts;
  const rang = Date.parse(primary?.endedAt ?? '') - Date.parse(primary?.startedAt ?? '');
  expect(rang).toBeGreaterThanOrEqual(5000);
  expect(rang).toBeLessThan(7500 + slackMs(seen));
  await slack.receives();
});

scenario('connects a call while NATS is unavailable, and tells of it once it is back', async (world) => {
  const { priya, slack, integration, hotline, caller } = await wiredHotline(world);
  const call = await without('nats', async () => {
    const placed = await hotline.isDialledBy(caller, { people: { [priya.phone]: 'accept' } });
    const told = (await placed.isOver()).story.map((s) => s.text);
    expect(told).toContain(`caller and ${priya.phone} are connected`);
    return placed;
  });
  const log = await call.log((c) => c.incidentId !== null);
  expect(log).toMatchObject({ outcome: 'answered', receiver: { id: priya.id } });
  await slack.receives();
  expect(await world.incidents(integration.id, 2)).toHaveLength(2);
});

scenario(
  'connects a call while Postgres is unavailable for all of it; log, alert and incident come once it is back',
  async (world) => {
    const { priya, sam, slack, integration, hotline, caller } = await wiredHotline(world);
    const call = await without('postgres', async () => {
      const placed = await hotline.isDialledBy(caller, {
        people: { [priya.phone]: 'busy', [sam.phone]: { behaviour: 'accept', talkMs: 500 } },
      });
      const { story, faults } = await placed.isOver();
      expect(story.map((s) => s.text)).toContain(`caller and ${sam.phone} are connected`);
      expect(faults).toEqual([]);
      return placed;
    });
    const log = await call.log((c) => c.incidentId !== null && c.recording !== null);
    expect(log).toMatchObject({
      outcome: 'answered',
      receiver: { id: sam.id },
      attempts: [{ result: 'busy' }, { result: 'accepted' }],
    });
    expect(new Set(log.steps.map((s) => s.text)).size).toBe(log.steps.length);
    await slack.receives();
    expect(await world.incidents(integration.id, 2)).toHaveLength(2);
  },
);

scenario('rings through the fallbacks by our own timer while Postgres, NATS and Redis are all away', async (world) => {
  const { priya, sam, slack, hotline, caller } = await wiredHotline(world, { ringTimeoutSeconds: 5 });
  hotline.mayAsk('redirect');
  const call = await without(['postgres', 'nats', 'redis'], async () => {
    const placed = await hotline.isDialledBy(caller, {
      people: { [priya.phone]: 'no-answer', [sam.phone]: 'accept' },
    });
    const told = (await placed.isOver()).story.map((s) => s.text);
    expect(told).toContain(`caller and ${sam.phone} are connected`);
    return placed;
  });
  expect((await call.log()).attempts.map((a) => a.result)).toEqual(['no_answer', 'accepted']);
  await slack.receives();
});

scenario('goes on with a call when call-routing is killed in it and starts again', async (world) => {
  const { priya, sam, slack, hotline, caller } = await wiredHotline(world, { ringTimeoutSeconds: 5 });
  hotline.mayAsk('redirect');
  const call = await hotline.isDialledBy(caller, { people: { [priya.phone]: 'no-answer', [sam.phone]: 'accept' } });
  await call.comesTo('ringing:1');
  await kill('call-routing');
  await start('call-routing');
  const { story } = await call.isOver();
  expect(story.map((s) => s.text)).toContain(`caller and ${sam.phone} are connected`);
  const log = await call.log();
  expect(log.attempts.map((a) => a.result)).toEqual(['no_answer', 'accepted']);
  await slack.receives();
});

scenario('goes on with a call when another instance has to take it over', async (world) => {
  const { priya, sam, slack, hotline, caller } = await wiredHotline(world, { ringTimeoutSeconds: 5 });
  hotline.mayAsk('redirect');
  const port = String(await freePort());
  const first = `127.0.0.1:${theSystem().settings['call-routing']?.['PORT']}`;
  await start('call-routing', { PORT: port, DATA_DIR: world.aFolder() }, 'call-routing-2');
  const call = await hotline.isDialledBy(caller, { people: { [priya.phone]: 'no-answer', [sam.phone]: 'accept' } });
  await call.comesTo('ringing:1');
  await kill('call-routing');
  await leadVoiceTo(`127.0.0.1:${port}`);
  try {
    const { story } = await call.isOver();
    expect(story.map((s) => s.text)).toContain(`caller and ${sam.phone} are connected`);
    expect((await call.log()).attempts.map((a) => a.result)).toEqual(['no_answer', 'accepted']);
    await slack.receives();
  } finally {
    await start('call-routing');
    await leadVoiceTo(first);
    await kill('call-routing-2');
  }
});

scenario('rings on from a static document while no call-routing answers, then asks for a message', async (world) => {
  const { priya, sam, hotline, caller } = await wiredHotline(world, { ringTimeoutSeconds: 5 });
  const dialled = async (people: Record<string, unknown>) => {
    const call = await hotline.isDialledBy(caller, {
      people,
      caller: { message: { seconds: 3, endedBy: '#' } },
      timing: { secondMs: 100, dialExtraMs: 0 },
    });
    return (await call.isOver()).story.map((s) => s.text);
  };
  // the primary's number stands in the first document, which is written last
  await world.fallbackFileWith(hotline, priya.phone);
  await kill('call-routing');
  try {
    const answered = await dialled({ [priya.phone]: 'no-answer', [sam.phone]: 'accept' });
    expect(answered).toContain(`${priya.phone} rings`);
    expect(answered).toContain(`caller and ${sam.phone} are connected`);
    const missed = await dialled({ [priya.phone]: 'voicemail', [sam.phone]: 'busy' });
    expect(missed.some((text) => text.endsWith('are connected'))).toBe(false);
    expect(missed).toContain('caller leaves a message (3 s)');
  } finally {
    await start('call-routing');
  }
});

scenario('renders the static document anew within 5 s of a change of who is on call', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const backend = await world.schedule('Backend Team', [priya]);
  const hotline = await world.hotline({ ring: [backend] });
  await world.fallbackFileWith(hotline, priya.phone);

  const startsAt = new Date().toISOString();
  const endsAt = new Date(Date.now() + 3_600_000).toISOString();
  await api.post(`/schedules/${backend.id}/overrides`, { userId: sam.id, startsAt, endsAt });
  await world.fallbackFileWith(hotline, sam.phone);
});
