import type { Database } from '@ringdown/platform-persistence';
import { freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { aCompletedCall } from '../testing/a-completed-call.js';
import { callId, followedCalls } from '../testing/followed-calls.js';
import { migratedDatabase } from '../testing/migrated-database.js';

const sam = { type: 'user', id: 'user_2', name: 'Sam T.' } as const;

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(() => database.query('truncate incident, known_call, outbox cascade'));

const world = (set?: Parameters<typeof followedCalls>[1]) => followedCalls(database, set);
const subjects = async () =>
  (await database.query<{ subject: string }>('select subject from outbox order by sequence')).map((f) => f.subject);
const name = 'On-call hotline: Call from Mitchell Starc (+14156040016)';
const nobody = { outcome: 'missed', answeredAt: null, receiver: null, recording: null } as const;

describe('a call on a line that opens incidents at ring time', () => {
  it('is opened when it comes in, acknowledged by the one who accepts, and completed at the end', async () => {
    const { starts, isAnswered, ends, only } = world();
    await starts();
    expect(await only()).toMatchObject({
      title: `${name} (ringing)`,
      status: 'triggered',
      priority: 'p1',
      openedAt: '2025-07-29T06:24:32.262Z',
      callIds: [callId],
      details: {
        title: `${name} (ringing)`,
        teams: ['devops'],
        details: {
          liveCallRouting: { recordingEnabled: true },
          call: { answeredAt: null, duration: null, recording: null },
          receiver: null,
        },
      },
    });
    await isAnswered();
    expect(await only()).toMatchObject({
      title: `${name} (ringing)`,
      status: 'acknowledged',
      acknowledgedAt: '2025-07-29T06:24:55.801Z',
      acknowledgedBy: 'Priya S.',
      details: { details: { call: { answeredAt: '2025-07-29T06:24:55.801Z' }, receiver: { name: 'Priya S.' } } },
    });
    await ends();
    const incident = await only();
    expect(incident).toMatchObject({
      title: `${name} (33s)`,
      status: 'acknowledged',
      details: {
        title: `${name} (33s)`,
        message: `${name} (33s)`,
        priority: 'p1',
        teams: ['devops'],
        details: {
          call: { duration: 33, recording: expect.stringContaining(`/calls/${callId}/recording`) as unknown },
        },
      },
    });
    expect(incident.texts).toEqual([
      'Opened by a call to On-call hotline',
      'Acknowledged by Priya S.: took the call',
      'The call ended after 33 s: Priya S. answered',
    ]);
    const events = await database.query('select subject, correlation_id, data from outbox order by sequence');
    expect(events).toMatchObject([
      { subject: 'incident.opened.v1', correlation_id: callId, data: { callIds: [callId], lineId: 'line_hotline' } },
      {
        subject: 'incident.acknowledged.v1',
        correlation_id: callId,
        data: { by: { type: 'user', id: 'user_abcdef123456', name: 'Priya S.' }, callIds: [callId] },
      },
    ]);
  });

  it('takes each event once, however often it comes', async () => {
    const { starts, isAnswered, ends, only } = world();
    for (const send of [starts, isAnswered, ends]) {
      await send();
      await send();
    }
    await starts();
    await isAnswered();
    expect((await only()).texts).toHaveLength(3);
    expect(await subjects()).toEqual(['incident.opened.v1', 'incident.acknowledged.v1']);
  });

  it('is opened once, complete, where its end arrives before its beginning', async () => {
    const { starts, isAnswered, ends, only } = world();
    await ends();
    await starts();
    await isAnswered();
    const incident = await only();
    expect(incident).toMatchObject({ title: `${name} (33s)`, status: 'triggered' });
    expect(incident.texts).toEqual(['Opened by a call to On-call hotline']);
  });

  it.each([
    ['starts', 'ends', 'isAnswered'],
    ['isAnswered', 'starts', 'ends'],
    ['isAnswered', 'ends', 'starts'],
    ['ends', 'isAnswered', 'starts'],
    ['isEnriched', 'ends', 'starts'],
  ] as const)('is one, and complete, where its events come as %s, %s, %s, and all of it again', async (...order) => {
    const calls = world();
    for (const event of [...order, ...order]) await calls[event]();
    expect(await calls.only()).toMatchObject({
      title: `${name} (33s)`,
      details: { details: { call: { duration: 33 } } },
    });
    expect((await subjects()).filter((subject) => subject === 'incident.opened.v1')).toHaveLength(1);
    expect(await subjects()).not.toContain('incident.reopened.v1');
  });

  it.each([
    ['rejected', { ...nobody, outcome: 'rejected' }],
    ['a test', { test: true }],
  ] as const)('opens nothing afterwards when a call that was %s is reported backwards', async (_, change) => {
    const { starts, ends, all } = world();
    await ends(change);
    await starts(aCompletedCall(change));
    expect(await all()).toEqual([]);
  });

  it('is never opened for a caller who is rejected at once', async () => {
    const { starts, ends, all } = world();
    await starts({ ...aCompletedCall(), rejected: true });
    await ends({ ...nobody, outcome: 'rejected', duration: 0 });
    expect(await all()).toEqual([]);
  });

  it('is resolved by Ringdown when the rules rejected the call', async () => {
    const { starts, ends, only } = world();
    await starts();
    await ends({ ...nobody, outcome: 'rejected', duration: 0 });
    const incident = await only();
    expect(incident).toMatchObject({ title: `${name} (0s)`, status: 'resolved', resolvedBy: 'Ringdown' });
    expect(incident.texts.slice(1)).toEqual([
      'The call ended after 0 s: it was rejected',
      'Resolved by Ringdown: the call was rejected before anyone was rung',
    ]);
  });

  it('stays open when nobody answered', async () => {
    const { starts, ends, only } = world();
    await starts();
    await ends(nobody);
    expect(await only()).toMatchObject({ title: `${name} (33s)`, status: 'triggered' });
    expect((await only()).texts.at(-1)).toBe('The call ended after 33 s: nobody answered');
  });

  it('is opened again when the one who accepted was never connected', async () => {
    const { starts, isAnswered, ends, only } = world();
    await starts();
    await isAnswered();
    await ends(nobody);
    expect(await only()).toMatchObject({ status: 'triggered', acknowledgedBy: null });
    expect((await only()).texts.at(-1)).toBe(
      'Acknowledgement taken back by Ringdown: the caller was never connected to Priya S.',
    );
  });

  it('passes to the second who accepts, where the first was never connected', async () => {
    const { starts, isAnswered, ends, only } = world();
    const receiver = { id: 'user_2', name: 'Sam T.', oncallId: null, oncallName: null };
    const second = { receiver, answeredAt: '2025-07-29T06:25:00.000Z' };
    await starts();
    await isAnswered();
    await isAnswered(second);
    await isAnswered();
    await isAnswered(second);
    expect(await only()).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'Sam T.' });
    await ends({ ...nobody });
    expect((await only()).texts.slice(-3)).toEqual([
      'Acknowledged by Sam T.: took the call',
      'The call ended after 33 s: nobody answered',
      'Acknowledgement taken back by Ringdown: the caller was never connected to Sam T.',
    ]);
  });

  it('is acknowledged at the end where the answer is known only then', async () => {
    const { starts, ends, only } = world();
    await starts();
    await ends();
    expect(await only()).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'Priya S.' });
  });

  it('stays as somebody left it by hand', async () => {
    const { starts, isAnswered, ends, only, incidents } = world();
    await starts();
    const { id } = await only();
    await incidents.edit(id, { title: 'Cards fail' }, sam);
    await incidents.handle(id, { type: 'acknowledge' }, sam);
    await isAnswered();
    await ends(nobody);
    const incident = await only();
    expect(incident).toMatchObject({ title: 'Cards fail', status: 'acknowledged', acknowledgedBy: 'Sam T.' });
    expect(incident.details).toMatchObject({ title: `${name} (33s)` });
    expect(incident.texts).toContain('Priya S. answered the call');
  });

  it('is not acknowledged anew when somebody opened it again after the answer', async () => {
    const { starts, isAnswered, ends, only, incidents } = world();
    await starts();
    await isAnswered();
    const { id } = await only();
    await incidents.handle(id, { type: 'resolve' }, sam);
    await incidents.handle(id, { type: 'reopen' }, sam);
    await ends();
    expect(await only()).toMatchObject({ status: 'triggered' });
  });

  it('is the only one, also when the call was taken from it by hand', async () => {
    const { starts, ends, only, callIncidents } = world();
    await starts();
    await callIncidents.unlink({ id: (await only()).id, callId, by: sam });
    await ends();
    expect(await only()).toMatchObject({ title: `${name} (33s)`, callIds: [] });
  });
});

it.each([
  [{ trigger: 'all', when: 'completed' }, 1],
  [{ trigger: 'missed', when: 'completed' }, 1],
  [{ trigger: 'off', when: 'ringing' }, 0],
] as const)('on a line set to %o nothing is opened before the end, and then %d', async (set, count) => {
  const { starts, ends, all } = world(set);
  await starts();
  expect(await all()).toEqual([]);
  await ends(nobody);
  expect(await all()).toHaveLength(count);
});
