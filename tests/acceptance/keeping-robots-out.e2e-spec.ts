import { scenario } from './world/scenario.ts';
import { eventually } from './world/waiting.ts';
import { api } from './world/rest.ts';

const rings = (story: readonly { readonly text: string }[]) => story.filter((s) => s.text.endsWith(' rings'));

scenario('rejects a blocked prefix before anyone is rung', async (world) => {
  const priya = await world.responder('Priya S.');
  const hotline = await world.hotline({ ring: [priya] });
  const caller = world.aNumber();
  const { blockedPrefixes } = await api.get<{ blockedPrefixes: string[] }>('/settings');
  await api.patch('/settings', { blockedPrefixes: [caller.slice(0, -1)] });
  try {
    await eventually(async () => {
      const call = await hotline.isDialledBy(caller, { people: { [priya.phone]: 'busy' }, caller: { message: null } });
      const { story } = await call.isOver();
      const log = await call.log();
      return log.outcome === 'rejected' && rings(story).length === 0 ? log : null;
    }, 'the prefix is blocked');
  } finally {
    await api.patch('/settings', { blockedPrefixes });
  }
});

scenario('sends a caller who calls too often to the voicemail, and cuts nobody off', async (world) => {
  const priya = await world.responder('Priya S.');
  const hotline = await world.hotline({
    ring: [priya],
    ringTimeoutSeconds: 60,
    callerLimit: { perCallerPerHour: 1, concurrentCalls: 5 },
  });
  const caller = world.aNumber();
  const script = { people: { [priya.phone]: 'busy' }, caller: { message: { seconds: 4, endedBy: '#' } } };
  const first = await hotline.isDialledBy(caller, script);
  expect(rings((await first.isOver()).story)).toHaveLength(1);

  const second = await hotline.isDialledBy(caller, script);
  expect(rings((await second.isOver()).story)).toEqual([]);
  const log = await second.log((c) => c.voicemail !== null);
  expect(log).toMatchObject({ outcome: 'missed', attempts: [], voicemail: { seconds: 4 } });
  expect(log.steps.map((s) => s.text)).toContain(
    'The caller has called too often within the hour → straight to the voicemail',
  );

  const other = await hotline.isDialledBy(world.aNumber(), script);
  expect(rings((await other.isOver()).story)).toHaveLength(1);
});

scenario('sends a call too many on the line to the voicemail', async (world) => {
  const priya = await world.responder('Priya S.');
  const hotline = await world.hotline({
    ring: [priya],
    ringTimeoutSeconds: 60,
    callerLimit: { perCallerPerHour: 10, concurrentCalls: 1 },
  });
  const first = await hotline.isDialledBy(world.aNumber(), { people: { [priya.phone]: 'no-answer' } });
  await first.comesTo('ringing:1');

  const second = await hotline.isDialledBy(world.aNumber(), { caller: { message: { seconds: 3, endedBy: 'hangup' } } });
  const { story } = await second.isOver();
  expect(rings(story)).toEqual([]);
  expect(story.map((s) => s.text)).toContain('caller leaves a message (3 s)');
  await first.hangsUp();
  await first.isOver();
});

scenario('rings for a withheld number, sends it to the voicemail or rejects it, as the line is set', async (world) => {
  const priya = await world.responder('Priya S.');
  const dialled = async (withheldCallers: string) => {
    const hotline = await world.hotline({ ring: [priya], ringTimeoutSeconds: 60, withheldCallers });
    const call = await hotline.isDialledBy('anonymous', {
      people: { [priya.phone]: 'busy' },
      caller: { message: { seconds: 2, endedBy: '#' } },
    });
    const { story } = await call.isOver();
    const log = await call.log((c) => c.outcome === 'rejected' || c.voicemail !== null);
    return [rings(story).length, log.outcome, log.voicemail?.seconds ?? null, log.caller.number];
  };

  expect(await dialled('ring')).toEqual([1, 'missed', 2, null]);
  expect(await dialled('voicemail')).toEqual([0, 'missed', 2, null]);
  expect(await dialled('reject')).toEqual([0, 'rejected', null, null]);
});
