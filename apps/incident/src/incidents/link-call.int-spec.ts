import { DomainError } from '@ringdown/kernel';
import type { Database } from '@ringdown/platform-persistence';
import { fixedClock, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { fixedConfiguration } from '../testing/fixed-configuration.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { CallIncidentRpcController } from './call-incident-rpc.controller.js';
import { LinkCall } from './link-call.js';
import { OpenByHand } from './open-by-hand.js';
import { ReadIncidents } from './read-incidents.js';

const by = { type: 'user', id: 'user_1', name: 'Priya S.' } as const;
const { configuration } = fixedConfiguration({ integration: [{ id: 'int_1', name: 'Hotline' }] });

let fresh: FreshDatabase;
let database: Database;
let incidents: ReadIncidents;
let controller: CallIncidentRpcController;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
  const clock = fixedClock('2026-01-05T09:00:00.000Z');
  incidents = new ReadIncidents(database, configuration);
  controller = new CallIncidentRpcController(
    new OpenByHand(database, configuration, incidents, clock),
    new LinkCall(database, incidents, clock),
  );
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(() => database.query('truncate incident, known_call, outbox cascade'));

const open = (callId: string, title = 'Cards fail') =>
  controller.openForCall({ integrationId: 'int_1', title, details: { details: { callId } }, callId, by });
const told = async (id: string) => (await incidents.get(id)).timeline.map(({ text }) => text);

it('opens an incident for a call, and says for which', async () => {
  const incident = await open('call_1');
  expect(incident).toMatchObject({
    title: 'Cards fail',
    source: 'call',
    status: 'triggered',
    callIds: ['call_1'],
    details: { details: { callId: 'call_1' } },
    timeline: [{ actor: 'Priya S.', text: 'Opened by Priya S. for the call call_1' }],
  });
  const facts = await database.query('select subject, data from outbox');
  expect(facts).toMatchObject([
    { subject: 'incident.opened.v1', data: { incidentId: incident.id, callIds: ['call_1'], lineId: null } },
  ]);
});

it('opens one for a call that is asked for several times at once, and names it to the others', async () => {
  const asked = await Promise.allSettled([open('call_1'), open('call_1'), open('call_1')]);
  const opened = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const refused = asked.flatMap((each) => (each.status === 'rejected' ? [each.reason as DomainError] : []));
  expect(opened).toHaveLength(1);
  for (const { kind, message } of refused) {
    expect(kind).toBe('conflict');
    expect(message).toContain(opened[0]?.id);
  }
  expect((await incidents.list({ limit: 50 })).items).toHaveLength(1);
  expect(await database.query('select 1 from outbox')).toHaveLength(1);
});

it('moves a call from one incident to another, and tells both', async () => {
  const [one, other] = [await open('call_1'), await open('call_2', 'Disk full')];
  const linked = await controller.link({ id: other.id, callId: 'call_1', by });
  expect(linked.callIds).toEqual(['call_1', 'call_2']);
  expect((await incidents.get(one.id)).callIds).toEqual([]);
  expect((await told(one.id)).at(-1)).toBe(`The call call_1 was linked to incident #${other.number} by Priya S.`);
  expect((await told(other.id)).at(-1)).toBe('The call call_1 was linked by Priya S.');
  await controller.link({ id: other.id, callId: 'call_1', by });
  expect(await told(other.id)).toHaveLength(2);
});

it('takes a call away, once', async () => {
  const { id } = await open('call_1');
  expect((await controller.unlink({ id, callId: 'call_1', by })).callIds).toEqual([]);
  await controller.unlink({ id, callId: 'call_1', by });
  expect((await told(id)).slice(1)).toEqual(['The call call_1 was unlinked by Priya S.']);
  expect((await open('call_1')).callIds).toEqual(['call_1']);
});

it('links and unlinks at no incident that there is not', async () => {
  for (const ask of [controller.link, controller.unlink]) {
    const asked = ask.call(controller, { id: 'inc_gone', callId: 'call_1', by });
    await expect(asked).rejects.toMatchObject({ kind: 'not-found' });
    await expect(asked).rejects.toBeInstanceOf(DomainError);
  }
  expect(await database.query('select 1 from incident_call')).toEqual([]);
});
