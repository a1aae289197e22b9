import { DomainError } from '@ringdown/kernel';
import type { Database } from '@ringdown/platform-persistence';
import { freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { fixedConfiguration } from '../testing/fixed-configuration.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { type IncidentsInTest, serviceInTest } from '../testing/service-in-test.js';
import type { CallIncidentsController } from './call-incidents.controller.js';

const by = { type: 'user', id: 'user_1', name: 'Priya S.' } as const;
const { configuration } = fixedConfiguration({ integration: [{ id: 'int_1', name: 'Hotline' }] });

let fresh: FreshDatabase;
let database: Database;
let incidents: IncidentsInTest;
let controller: CallIncidentsController;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
  ({ incidents, callIncidents: controller } = serviceInTest(database, configuration));
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(() => database.query('truncate incident, known_call, outbox cascade'));

const open = (callId: string, title = 'Cards fail') =>
  controller.openForCall({ integrationId: 'int_1', title, details: { details: { callId } }, callId, by });
const textsOf = async (id: string) => (await incidents.get(id)).timeline.map(({ text }) => text);

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
  const events = await database.query('select subject, data from outbox');
  expect(events).toMatchObject([
    { subject: 'incident.opened.v1', data: { incidentId: incident.id, callIds: ['call_1'], lineId: null } },
  ]);
});

it('opens one for a call that is answers for several times at once, and names it to the others', async () => {
  const answers = await Promise.allSettled([open('call_1'), open('call_1'), open('call_1')]);
  const opened = answers.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const refused = answers.flatMap((each) => (each.status === 'rejected' ? [each.reason as DomainError] : []));
  expect(opened).toHaveLength(1);
  for (const { kind, message } of refused) {
    expect(kind).toBe('conflict');
    expect(message).toContain(opened[0]?.id);
  }
  expect((await incidents.list({ limit: 50 })).items).toHaveLength(1);
  expect(await database.query('select 1 from outbox')).toHaveLength(1);
});

it('moves a call from one incident to another, and says so at both', async () => {
  const [one, other] = [await open('call_1'), await open('call_2', 'Disk full')];
  const linked = await controller.link({ id: other.id, callId: 'call_1', by });
  expect(linked.callIds).toEqual(['call_1', 'call_2']);
  expect((await incidents.get(one.id)).callIds).toEqual([]);
  expect((await textsOf(one.id)).at(-1)).toBe(`The call call_1 was linked to incident #${other.number} by Priya S.`);
  expect((await textsOf(other.id)).at(-1)).toBe('The call call_1 was linked by Priya S.');
  await controller.link({ id: other.id, callId: 'call_1', by });
  expect(await textsOf(other.id)).toHaveLength(2);
});

it('takes a call away, once', async () => {
  const { id } = await open('call_1');
  expect((await controller.unlink({ id, callId: 'call_1', by })).callIds).toEqual([]);
  await controller.unlink({ id, callId: 'call_1', by });
  expect((await textsOf(id)).slice(1)).toEqual(['The call call_1 was unlinked by Priya S.']);
  expect((await open('call_1')).callIds).toEqual(['call_1']);
});

it('links and unlinks at no incident that there is not', async () => {
  for (const ask of [controller.link, controller.unlink]) {
    const answers = ask.call(controller, { id: 'inc_gone', callId: 'call_1', by });
    await expect(answers).rejects.toMatchObject({ kind: 'not-found' });
    await expect(answers).rejects.toBeInstanceOf(DomainError);
  }
  expect(await database.query('select 1 from incident_call')).toEqual([]);
});
