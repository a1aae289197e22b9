import type { Preview } from '@ringdown/contracts';
import type { Responder } from './world/responder.ts';
import { api } from './world/rest.ts';
import { scenario } from './world/scenario.ts';
import { eventually } from './world/waiting.ts';

const hourMs = 3_600_000;

/** A person goes away for an hour, from a minute ago on. */
async function goesAway({ id }: Responder, standInUserId: string | null): Promise<void> {
  const [startsAt, endsAt] = [-60_000, hourMs].map((ms) => new Date(Date.now() + ms).toISOString());
  await api.post(`/users/${id}/absences`, { startsAt, endsAt, standInUserId });
}

scenario('rings the stand-in of whoever is on call and absent', async (world) => {
  const [priya, sam, alex] = [
    await world.responder('Priya S.'),
    await world.responder('Sam T.'),
    await world.responder('Alex R.'),
  ];
  const rota = await world.schedule('Backend Team', [priya]);
  const hotline = await world.hotline({ ring: [rota, alex] });
  await goesAway(priya, sam.id);
  const planned = async () => (await api.get<Preview>(`/lines/${hotline.line.id}/preview`)).attempts[0];
  await eventually(async () => (await planned())?.absent || null, 'call-routing knows of the absence');
  expect(await planned()).toMatchObject({ user: { id: priya.id }, standIn: { id: sam.id }, skipped: null });

  const call = await hotline.isDialledBy(world.aNumber(), { people: { [sam.phone]: 'accept' } });

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told).toContain(`${sam.phone} rings`);
  expect(told).not.toContain(`${priya.phone} rings`);
  const log = await call.log();
  expect(log).toMatchObject({ outcome: 'answered', receiver: { id: sam.id, oncallId: rota.id } });
  expect(log.steps.map((s) => s.text)).toContain('Primary Sam T. stands in for Priya S.');
});

scenario('rings the fallback where the primary is absent without a stand-in', async (world) => {
  const [priya, sam] = [await world.responder('Priya S.'), await world.responder('Sam T.')];
  const hotline = await world.hotline({ ring: [await world.schedule('Backend Team', [priya]), sam] });
  await goesAway(priya, null);
  const planned = async () => (await api.get<Preview>(`/lines/${hotline.line.id}/preview`)).attempts[0];
  await eventually(async () => (await planned())?.absent || null, 'call-routing knows of the absence');

  const call = await hotline.isDialledBy(world.aNumber(), { people: { [sam.phone]: 'accept' } });

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told).not.toContain(`${priya.phone} rings`);
  const log = await call.log();
  expect(log.attempts.map((a) => [a.userId, a.result, a.reason])).toEqual([
    [priya.id, 'skipped', 'absent'],
    [sam.id, 'accepted', null],
  ]);
  expect(log.steps.map((s) => s.text)).toContain('Primary Priya S. is skipped: is absent and nobody stands in');
});
