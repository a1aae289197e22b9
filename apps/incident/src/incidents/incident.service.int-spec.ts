import { incidentsQuery } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { type Database, newId } from '@ringdown/platform-persistence';
import { fixedClock, type FixedClock, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { fixedConfiguration } from '../testing/fixed-configuration.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { type IncidentsInTest, serviceInTest } from '../testing/service-in-test.js';
import type { NewIncidentRow } from './incident.entity.js';
import type { IncidentRepository } from './incident.repository.js';

const priya = { type: 'user', id: 'user_1', name: 'Priya S.' } as const;
const integration = { id: 'int_1', name: 'Grafana', escalationPolicyId: 'esc_1' };
const absence = (standInUserId: string | null) => ({
  id: 'abs_1',
  startsAt: '2026-01-01T00:00:00.000Z',
  endsAt: '2026-02-01T00:00:00.000Z',
  standInUserId,
  createdBy: 'Priya S.',
  createdAt: '2026-01-01T00:00:00.000Z',
});
const { configuration, documents } = fixedConfiguration({
  integration: [integration],
  'escalation-policy': [
    { id: 'esc_1', steps: [], repeat: 0, repeatDelayMinutes: 5 },
    { id: 'esc_2', steps: [], repeat: 0, repeatDelayMinutes: 5 },
  ],
  user: [
    { id: 'user_1', name: 'Priya S.', absences: [] },
    { id: 'user_2', name: 'Sam T.', absences: [] },
    { id: 'user_3', name: 'Ann B.', absences: [absence('user_2')] },
    { id: 'user_4', name: 'Max C.', absences: [absence(null)] },
  ],
});

let fresh: FreshDatabase;
let database: Database;
let clock: FixedClock;
let incidents: IncidentsInTest;
let repository: IncidentRepository;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  await database.query('truncate incident, outbox cascade');
  clock = fixedClock('2026-01-05T09:00:00.000Z');
  ({ incidents, repository } = serviceInTest(database, configuration, clock));
});

const failure = async (work: Promise<unknown>): Promise<DomainError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DomainError)) throw new Error(`expected a DomainError, got ${String(error)}`);
  return error;
};
const subjects = async () =>
  (await database.query<{ subject: string }>('select subject from outbox order by sequence')).map((f) => f.subject);
const list = (query: object = {}) => incidents.list(incidentsQuery.parse(query));
const open = (title: string, fields: object = {}) =>
  incidents.open({ title, integrationId: 'int_1', ...fields }, priya);

async function stored(fields: Partial<NewIncidentRow> = {}): Promise<string> {
  const at = clock.now();
  const id = newId('incident');
  await repository.insert(database, [
    {
      id,
      title: 'Disk full',
      status: 'triggered',
      priority: null,
      severity: null,
      integration_id: 'int_1',
      escalation_policy_id: null,
      source: 'webhook',
      alert_title: 'Disk full',
      details: null,
      occurrences: 1,
      opened_at: at,
      last_seen_at: at,
      acknowledged_at: null,
      acknowledged_by: null,
      resolved_at: null,
      resolved_by: null,
      line_id: null,
      arrived_integration_id: null,
      responder_ids: [],
      rule_channel_ids: [],
      kept_from_rules: [],
      links: null,
      suppressed: false,
      escalation_step: null,
      escalation_round: null,
      escalation_due_at: null,
      ack_expires_at: null,
      resolves_at: null,
      muted: false,
      muted_until: null,
      quiet_minutes: null,
      quiet_at: null,
      ...fields,
    },
  ]);
  return id;
}

describe('by hand', () => {
  it('opens an incident and says so', async () => {
    const incident = await open('Cards fail', { priority: 'p1', body: { seen: true }, escalationPolicyId: 'esc_2' });
    expect(incident).toMatchObject({
      title: 'Cards fail',
      status: 'triggered',
      source: 'manual',
      priority: 'p1',
      severity: null,
      details: { seen: true },
      occurrences: 1,
      escalationPolicyId: 'esc_2',
      openedAt: '2026-01-05T09:00:00.000Z',
      callIds: [],
      timeline: [{ at: '2026-01-05T09:00:00.000Z', type: 'opened', actor: 'Priya S.', text: 'Opened by Priya S.' }],
    });
    expect(await subjects()).toEqual(['incident.opened.v1']);
  });

  it('names a field that points nowhere', async () => {
    const noIntegration = await failure(open('x', { integrationId: 'int_gone' }));
    expect(noIntegration).toMatchObject({ kind: 'invalid', errors: [{ path: 'integrationId' }] });
    const noPolicy = await failure(open('x', { escalationPolicyId: 'esc_gone' }));
    expect(noPolicy).toMatchObject({ kind: 'invalid', errors: [{ path: 'escalationPolicyId' }] });
    expect(await list()).toMatchObject({ items: [] });
  });

  it('is in sync with the integration where no policy was chosen', async () => {
    const { id } = await open('Cards fail');
    expect((await incidents.get(id)).escalationPolicyId).toBe('esc_1');
    documents.integration = [{ ...integration, escalationPolicyId: 'esc_2' }];
    expect((await incidents.get(id)).escalationPolicyId).toBe('esc_2');
    documents.integration = [integration];
  });
});

describe('status', () => {
  it('goes from triggered over acknowledged to resolved and back', async () => {
    const { id } = await open('Cards fail');
    clock.advance(1000);
    expect(await incidents.handle(id, { type: 'acknowledge' }, priya)).toMatchObject({
      status: 'acknowledged',
      acknowledgedAt: '2026-01-05T09:00:01.000Z',
      acknowledgedBy: 'Priya S.',
    });
    clock.advance(1000);
    expect(await incidents.handle(id, { type: 'resolve' }, priya)).toMatchObject({
      status: 'resolved',
      acknowledgedBy: 'Priya S.',
      resolvedAt: '2026-01-05T09:00:02.000Z',
      resolvedBy: 'Priya S.',
    });
    const reopened = await incidents.handle(id, { type: 'reopen' }, priya);
    expect(reopened).toMatchObject({ status: 'triggered', acknowledgedAt: null, resolvedAt: null, resolvedBy: null });
    expect(reopened.timeline.map(({ text }) => text)).toEqual([
      'Opened by Priya S.',
      'Acknowledged by Priya S.',
      'Resolved by Priya S.',
      'Reopened by Priya S.',
    ]);
    expect(await subjects()).toEqual([
      'incident.opened.v1',
      'incident.acknowledged.v1',
      'incident.resolved.v1',
      'incident.reopened.v1',
    ]);
  });

  it('does not say twice what two people do at once', async () => {
    const { id } = await open('Cards fail');
    await Promise.all(Array.from({ length: 8 }, () => incidents.handle(id, { type: 'acknowledge' }, priya)));
    expect(await subjects()).toEqual(['incident.opened.v1', 'incident.acknowledged.v1']);
    expect((await incidents.get(id)).timeline).toHaveLength(2);
  });

  it('refuses to acknowledge what is resolved', async () => {
    const { id } = await open('Cards fail');
    await incidents.handle(id, { type: 'resolve' }, priya);
    expect(await failure(incidents.handle(id, { type: 'acknowledge' }, priya))).toMatchObject({ kind: 'conflict' });
  });

  it('refuses to reopen beside another open one of that title, naming it', async () => {
    const first = await stored({ status: 'resolved' });
    const second = await stored();
    const { kind, message } = await failure(incidents.handle(first, { type: 'reopen' }, priya));
    expect(kind).toBe('conflict');
    expect(message).toContain(second);
    await incidents.handle(second, { type: 'resolve' }, priya);
    expect(await incidents.handle(first, { type: 'reopen' }, priya)).toMatchObject({ status: 'triggered' });
  });

  it('lets one of two win that are reopened at once', async () => {
    const ids = [await stored({ status: 'resolved' }), await stored({ status: 'resolved' })];
    const outcomes = await Promise.allSettled(ids.map((id) => incidents.handle(id, { type: 'reopen' }, priya)));
    expect(outcomes.map((o) => o.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = outcomes.find((o) => o.status === 'rejected');
    expect(refused?.reason).toMatchObject({ kind: 'conflict' });
  });

  it('knows nothing of an incident that is not there', async () => {
    for (const verb of ['acknowledge', 'resolve', 'reopen'] as const) {
      expect(await failure(incidents.handle('inc_gone', { type: verb }, priya))).toMatchObject({ kind: 'not-found' });
    }
  });
});

describe('notes and changes', () => {
  it('adds a note', async () => {
    const { id } = await open('Cards fail');
    const { timeline } = await incidents.note(id, 'Looking', priya);
    expect(timeline.at(-1)).toEqual({
      at: '2026-01-05T09:00:00.000Z',
      type: 'note',
      actor: 'Priya S.',
      text: 'Looking',
    });
  });

  it('changes what is named, and says what', async () => {
    const { id } = await open('Cards fail', { severity: 'sev2' });
    const changed = await incidents.edit(id, { title: 'All cards fail', priority: 'p1', severity: null }, priya);
    expect(changed).toMatchObject({ title: 'All cards fail', priority: 'p1', severity: null });
    expect(changed.timeline.slice(1).map(({ text }) => text)).toEqual([
      'Title changed from “Cards fail” to “All cards fail” by Priya S.',
      'Priority changed from none to p1 by Priya S.',
      'Severity changed from sev2 to none by Priya S.',
    ]);
    expect((await incidents.edit(id, { priority: 'p1' }, priya)).timeline).toHaveLength(4);
    expect(await failure(incidents.edit(id, { escalationPolicyId: 'esc_gone' }, priya))).toMatchObject({
      kind: 'invalid',
    });
  });
});

describe('the list', () => {
  it('shows the newest first, page by page', async () => {
    for (const title of ['one', 'two', 'three']) await open(title);
    const first = await list({ limit: 2 });
    expect(first.items.map(({ title }) => title)).toEqual(['three', 'two']);
    const second = await list({ limit: 2, cursor: first.nextCursor });
    expect(second.items.map(({ title }) => title)).toEqual(['one']);
    expect(second.nextCursor).toBeNull();
    expect(await failure(list({ cursor: 'nonsense' }))).toMatchObject({ kind: 'invalid' });
  });

  it('filters', async () => {
    const { id } = await open('Cards 100% fail', { priority: 'p1' });
    await open('Disk full', { severity: 'sev1' });
    await stored({ integration_id: 'int_2', title: 'Elsewhere' });
    await incidents.handle(id, { type: 'acknowledge' }, priya);
    const titles = async (query: object) => (await list(query)).items.map(({ title }) => title);
    expect(await titles({ status: 'acknowledged' })).toEqual(['Cards 100% fail']);
    expect(await titles({ priority: 'p1' })).toEqual(['Cards 100% fail']);
    expect(await titles({ severity: 'sev1' })).toEqual(['Disk full']);
    expect(await titles({ integrationId: 'int_2' })).toEqual(['Elsewhere']);
    expect(await titles({ q: 'DISK' })).toEqual(['Disk full']);
    expect(await titles({ q: '0% f' })).toEqual(['Cards 100% fail']);
    expect(await titles({ q: '%' })).toEqual(['Cards 100% fail']);
    expect(await titles({ status: 'resolved' })).toEqual([]);
  });

  it('ends a page early where details are long, and loses none', async () => {
    for (const title of ['one', 'two', 'three', 'four']) await open(title, { body: 'x'.repeat(400_000) });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(cursor ? { cursor } : {});
      expect(JSON.stringify(page).length).toBeLessThan(1_000_000);
      seen.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(['four', 'three', 'two', 'one']);
  });
});

it('shows of an endless timeline how it began and the newest entries, whatever is asked for', async () => {
  const { id } = await open('Disk full');
  await database.query(
    `insert into timeline_entry (incident_id, at, type, actor, text)
     select $1, now(), 'note', 'Priya S.', n || repeat(' note', 20) from generate_series(1, 30000) as n`,
    [id],
  );
  await open('Another');
  for (const incident of [await incidents.get(id), (await list()).items.find((one) => one.id === id)]) {
    const { timeline = [], timelineOmitted = 0 } = incident ?? {};
    expect(JSON.stringify(timeline).length).toBeLessThan(3_000_000);
    expect(timeline[0]?.type).toBe('opened');
    expect(timeline.at(-1)?.text).toMatch(/^30000 /);
    expect(timeline.length + timelineOmitted).toBe(30_001);
  }
  expect(await incidents.get((await list()).items[0]?.id ?? '')).not.toHaveProperty('timelineOmitted');
});

describe('responders', () => {
  /** Whom each change tells, and what the timeline says of it. */
  const told = async (id: string, userIds: readonly string[], by: typeof priya = priya) => {
    await database.query('truncate outbox');
    const { timeline } = await incidents.setResponders(id, userIds, by);
    const rows = await database.query<{
      subject: string;
      data: { status: string; people: { id: string; via: unknown }[] };
    }>('select subject, data from outbox order by sequence');
    const people = rows
      .filter(({ subject }) => subject === 'incident.responders-added.v1')
      .flatMap(({ data }) => data.people.map(({ id: userId, via }) => (via ? `${userId} ${via}` : userId)));
    return { people, last: timeline.at(-1)?.text };
  };

  it('are told when they are added, once, and not whoever adds themself', async () => {
    const id = await stored();
    expect(await told(id, ['user_1', 'user_2'])).toEqual({
      people: ['user_2'],
      last: 'New responders are notified: Sam T.',
    });
    expect(await told(id, ['user_1', 'user_2'])).toMatchObject({ people: [] });
    expect(await told(id, ['user_2'])).toEqual({ people: [], last: 'Responders set to Sam T. by Priya S.' });
  });

  it('are not called any more once they are removed, nor is who stood in for them', async () => {
    const id = await stored();
    await incidents.setResponders(id, ['user_2', 'user_3', 'user_4'], priya);
    const removed = async (userIds: readonly string[]) => {
      await database.query('truncate outbox');
      await incidents.setResponders(id, userIds, priya);
      return database.query(`select subject, data -> 'userIds' as ids from outbox`);
    };
    const subject = 'incident.responders-removed.v1';
    // Sam stands in for Ann, and stays a responder himself
    expect(await removed(['user_2', 'user_4'])).toEqual([{ subject, ids: ['user_3'] }]);
    expect(await removed([])).toEqual([{ subject, ids: ['user_2', 'user_4'] }]);
    expect(await removed([])).toEqual([]);
  });

  it('are told once where two add them at the same time', async () => {
    const id = await stored();
    await Promise.all(Array.from({ length: 4 }, () => incidents.setResponders(id, ['user_2'], priya)));
    expect(await subjects()).toEqual(['incident.responders-added.v1']);
  });

  it('are told through who stands in for them, and not where nobody does', async () => {
    const id = await stored();
    expect(await told(id, ['user_3', 'user_4'])).toEqual({
      people: ['user_2 for Ann B.'],
      last: 'New responders are not notified: Max C. is absent',
    });
    // Sam knows of it already
    expect(
      (await told(await stored({ alert_title: 'x', responder_ids: ['user_2'] }), ['user_2', 'user_3'])).people,
    ).toEqual([]);
  });

  it('are not told of what is over or keeps quiet', async () => {
    const quiet = [{ status: 'resolved' }, { muted: true }, { suppressed: true }] as const;
    for (const [n, fields] of quiet.entries())
      expect((await told(await stored({ alert_title: String(n), ...fields }), ['user_2'])).people).toEqual([]);
    expect((await told(await stored({ status: 'acknowledged' }), ['user_2'])).people).toEqual(['user_2']);
  });
});
