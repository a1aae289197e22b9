import type { Preview } from '@ringdown/contracts';
import { scenario } from './world/scenario.ts';
import { api } from './world/rest.ts';
import { eventually } from './world/waiting.ts';

scenario('does not ring the caller, nor a number that costs, and says why', async (world) => {
  const priya = await world.responder('Priya S.');
  const costly = await world.responder('Alex R.', '+19005550142');
  const sam = await world.responder('Sam T.');
  const hotline = await world.hotline({ ring: [priya, costly, sam] });

  const call = await hotline.isDialledBy(priya.phone, { people: { [sam.phone]: 'accept' } });

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told).not.toContain(`${costly.phone} rings`);
  const log = await call.log();
  expect(log.attempts.map((a) => [a.result, a.reason])).toEqual([
    ['skipped', 'is_the_caller'],
    ['skipped', 'phone_not_allowed'],
    ['accepted', null],
  ]);
  expect(log.steps.map((s) => s.text)).toContain(
    'Fallback 1 Alex R. is skipped: has a premium-rate, shared-cost or personal number, which is never dialled',
  );
});

scenario('rings a phone once that two people share, and says so', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.', priya.phone);
  const alex = await world.responder('Alex R.');
  const hotline = await world.hotline({ ring: [priya, sam, alex], ringTimeoutSeconds: 60 });
  const { attempts } = await api.get<Preview>(`/lines/${hotline.line.id}/preview`);
  expect(attempts.map((a) => a.skipped)).toEqual([null, 'already_rung', null]);

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'busy', [alex.phone]: 'accept' },
  });

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told.filter((text) => text === `${priya.phone} rings`)).toHaveLength(1);
  const log = await call.log();
  expect(log.attempts.map((a) => [a.result, a.reason])).toEqual([
    ['busy', null],
    ['skipped', 'already_rung'],
    ['accepted', null],
  ]);
  expect(log.steps.map((s) => s.text)).toContain(
    'Fallback 1 Sam T. is skipped: has the same phone as somebody who is in the ring plan already',
  );
});

scenario('does not ring a responder who talks on another call', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const first = await world.hotline({ ring: [priya] });
  const second = await world.hotline({ ring: [priya, sam] });
  const people = { [priya.phone]: { behaviour: 'accept', talkSeconds: 600 }, [sam.phone]: 'accept' };
  const talking = await first.isDialledBy(world.aNumber(), { people });
  await talking.comesTo('connected');
  await eventually(async () => (await talking.live())?.answeredAt, 'Priya has answered');

  const call = await second.isDialledBy(world.aNumber(), { people });
  await call.isOver();
  const log = await call.log();
  expect(log.attempts.map((a) => [a.result, a.reason])).toEqual([
    ['skipped', 'on_another_call'],
    ['accepted', null],
  ]);
  await talking.hangsUp();
  await talking.isOver();
});

scenario('asks for a message when the caller has waited as long as the line lets them', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const hotline = (await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60, maxWaitSeconds: 30 })).mayAsk(
    'redirect',
  );

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'no-answer', [sam.phone]: 'no-answer' },
    caller: { message: { seconds: 2, endedBy: '#' } },
  });

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told).not.toContain(`${sam.phone} rings`);
  expect(await call.log((c) => c.voicemail !== null)).toMatchObject({
    outcome: 'missed',
    attempts: [{ result: 'no_answer' }, { result: 'not_reached' }],
  });
});
