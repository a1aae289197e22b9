import type { Call, Incident } from '@ringdown/contracts';
import { fetchMedia } from './world/media.ts';
import type { PhoneCall } from './world/phone-call.ts';
import { scenario } from './world/scenario.ts';
import { eventually } from './world/waiting.ts';
import { api } from './world/rest.ts';
import type { World } from './world/world.ts';

/** A call that nobody answered and that left no message, once it is in the log. */
async function missedCall(world: World, from = world.aNumber()): Promise<{ log: Call; call: PhoneCall }> {
  const priya = await world.responder('Priya S.');
  const hotline = await world.hotline({ ring: [priya], ringTimeoutSeconds: 60 });
  const call = await hotline.isDialledBy(from, { people: { [priya.phone]: 'busy' }, caller: { message: null } });
  await call.isOver();
  return { log: await call.log(), call };
}

scenario('makes an incident of a call by hand, links it to another, and takes it out again', async (world) => {
  const { log } = await missedCall(world);
  const integration = await world.integration('Hotline');
  const made = await api.post<Incident>(`/calls/${log.id}/incident`, { integrationId: integration.id, priority: 'p2' });
  expect(made).toMatchObject({ callIds: [log.id], priority: 'p2' });
  expect(made.title).toContain(`Call from ${log.caller.number}`);
  expect((await api.get<Call>(`/calls/${log.id}`)).incidentId).toBe(made.id);
  await expect(api.post(`/calls/${log.id}/incident`, { integrationId: integration.id })).rejects.toThrow(/409/);

  const other = await api.post<Incident>('/incidents', {
    integrationId: integration.id,
    title: `Payments ${world.tag}`,
  });
  await api.put(`/calls/${log.id}/incident`, { incidentId: other.id });
  expect((await api.get<Call>(`/calls/${log.id}`)).incidentId).toBe(other.id);
  expect((await api.get<Incident>(`/incidents/${made.id}`)).callIds).toEqual([]);
  expect((await api.get<Incident>(`/incidents/${other.id}`)).callIds).toEqual([log.id]);

  await api.delete(`/calls/${log.id}/incident`);
  expect((await api.get<Call>(`/calls/${log.id}`)).incidentId).toBeNull();
  expect((await api.get<Incident>(`/incidents/${other.id}`)).callIds).toEqual([]);
});

scenario('shows the name of a caller who is saved as a contact, also at past calls', async (world) => {
  const caller = world.aNumber();
  const { log } = await missedCall(world, caller);
  expect(log.caller.name).toBeNull();
  await api.post(`/calls/${log.id}/contact`, { name: 'Mitchell Starc' });
  const named = await eventually(async () => {
    const call = await api.get<Call>(`/calls/${log.id}`);
    return call.caller.name === 'Mitchell Starc' ? call : null;
  }, 'the past call shows the name');
  expect(named.caller.contactId).toMatch(/^contact_/);
  const { items } = await api.get<{ items: Call[] }>(`/calls?lineId=${log.lineId}&caller=mitchell`);
  expect(items.map(({ id }) => id)).toEqual([log.id]);
});

scenario('keeps notes, and a call out of the way until it is brought back', async (world) => {
  const { log } = await missedCall(world);
  await api.patch(`/calls/${log.id}`, { notes: 'Cards fail', archived: true });
  const list = async (query: string) =>
    (await api.get<{ items: Call[] }>(`/calls?lineId=${log.lineId}${query}`)).items.map(({ id, notes }) => [id, notes]);
  expect([await list(''), await list('&archived=true')]).toEqual([[], [[log.id, 'Cards fail']]]);
  await api.patch(`/calls/${log.id}`, { archived: false });
  expect([await list(''), await list('&archived=true')]).toEqual([[[log.id, 'Cards fail']], []]);
});

scenario('deletes a call for good', async (world) => {
  const { log } = await missedCall(world);
  await api.delete(`/calls/${log.id}`);
  await expect(api.get(`/calls/${log.id}`)).rejects.toThrow(/404/);
  expect((await api.get<{ items: Call[] }>(`/calls?lineId=${log.lineId}`)).items).toEqual([]);
});

scenario('filters the log, by who is live too', async (world) => {
  const priya = await world.responder('Priya S.');
  const hotline = await world.hotline({ ring: [priya], ringTimeoutSeconds: 60 });
  const caller = world.aNumber();
  const call = await hotline.isDialledBy(caller, { people: { [priya.phone]: 'no-answer' } });
  await call.comesTo('ringing:1');
  const count = async (query: string) =>
    (await api.get<{ items: Call[] }>(`/calls?lineId=${hotline.line.id}${query}`)).items.length;

  const live = await eventually(() => call.live(), 'the call is in the log');
  expect(await count('&live=true')).toBe(1);
  await expect(api.delete(`/calls/${live.id}`)).rejects.toThrow(/409/);
  await call.hangsUp();
  await call.isOver();
  const { calledAt } = await call.log();
  const later = new Date(Date.parse(calledAt) + 1000).toISOString();
  expect([
    await count('&live=true'),
    await count('&live=false'),
    await count('&outcome=missed'),
    await count('&outcome=answered'),
    await count(`&caller=${encodeURIComponent(caller)}`),
    await count(`&from=${calledAt}`),
    await count(`&from=${later}`),
    await count(`&to=${later}`),
  ]).toEqual([0, 1, 1, 0, 1, 1, 0, 1]);
});

scenario('exports the log as CSV in which nothing is a formula', async (world) => {
  const { log } = await missedCall(world);
  await api.patch(`/calls/${log.id}`, { notes: '=HYPERLINK("http://evil.example","pay, now")' });
  const csv = await fetchMedia(`/calls/export.csv?lineId=${log.lineId}`);
  expect(csv.type).toContain('text/csv');
  const [head, row, ...rest] = csv.bytes.toString('utf8').trim().split('\r\n');
  expect(rest).toEqual([]);
  expect(head).toMatch(/caller/i);
  expect(row).toContain(log.id);
  expect(row).toContain(`'${log.caller.number}`);
  expect(row).toContain(`"'=HYPERLINK(""http://evil.example"",""pay, now"")"`);
});
