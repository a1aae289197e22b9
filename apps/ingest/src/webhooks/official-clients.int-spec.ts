import { Agent } from 'node:https';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { acknowledge, change, event, resolve, trigger } from '@pagerduty/pdjs';
import type { Database } from '@ringdown/platform-persistence';
import { eventually, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { migratedDatabase, pushServer } from '../testing/push-server.js';

// PagerDuty's and Opsgenie's own clients, of which nothing is changed but the host.

let fresh: FreshDatabase;
let database: Database;
let server: Awaited<ReturnType<typeof pushServer>>;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
  server = await pushServer(fresh.url);
});
afterAll(async () => {
  await server.close();
  await database.close();
  await fresh.drop();
});
beforeEach(() => database.query('truncate outbox, received_event'));

const accepted = (count: number): Promise<Record<string, unknown>[]> =>
  eventually(async () => {
    const rows = await database.query<{ data: Record<string, unknown> }>('select data from outbox order by sequence');
    expect(rows).toHaveLength(count);
    return rows.map(({ data }) => data);
  });

describe('@pagerduty/pdjs', () => {
  type EventParameters = Parameters<typeof event>[0];
  /** It takes a host and always puts https:// in front. TLS ends in front of us, so its connections here are without. */
  const withoutTls = (): Agent => {
    const agent = new Agent();
    const plain = ({ host, port }: { host: string; port: number }) => connect({ host, port });
    return Object.assign(agent, { createConnection: plain });
  };
  const send = (fields: object): EventParameters =>
    ({
      server: new URL(server.origin).host,
      agent: withoutTls(),
      data: { routing_key: 'tok', ...fields },
    }) as unknown as EventParameters;
  const payload = { summary: 'Disk of db-1 is full', source: 'db-1', severity: 'critical' };

  it('triggers, acknowledges and resolves, by the key that it is answered', async () => {
    const images = [{ src: 'https://m.example/cpu.png', alt: 'CPU' }];
    const links = [{ href: 'https://m.example/42', text: 'Graph' }];
    const triggered = await trigger(send({ payload, images, links }));
    const { status, message, dedup_key } = triggered.data as Record<string, string>;
    expect([triggered.status, status, message]).toEqual([202, 'success', 'Event processed']);
    for (const act of [acknowledge, resolve]) expect((await act(send({ dedup_key }))).status).toBe(202);
    expect(await accepted(3)).toMatchObject([
      {
        title: 'Disk of db-1 is full',
        key: dedup_key,
        severity: 'sev1',
        status: 'trigger',
        body: { links },
        links: [{ text: 'CPU', href: 'https://m.example/cpu.png' }],
      },
      { key: dedup_key, status: 'acknowledge' },
      { key: dedup_key, status: 'resolve' },
    ]);
  });

  it('reports a change', async () => {
    const changed = await change(send({ payload: { summary: 'Deployed 42', timestamp: '2026-01-05T09:00:00.000Z' } }));
    expect(changed.data).toEqual({ status: 'success', message: 'Change event processed' });
    await accepted(0);
  });

  it('learns what is wrong', async () => {
    const refused = await event(send({ event_action: 'resolve' }));
    expect([refused.status, refused.data]).toEqual([
      400,
      { status: 'invalid event', message: 'Event object is invalid', errors: [expect.stringContaining('dedup_key')] },
    ]);
  });
});

describe('opsgenie-sdk', () => {
  type Answer = Record<string, unknown>;
  type Named = { readonly identifier: string; readonly identifierType?: 'id' | 'alias' | 'tiny' };
  type Callback = (error: unknown, answer: Answer) => void;
  interface Sdk {
    configure(options: { readonly api_key: string; readonly host: string }): void;
    readonly alertV2: {
      create(data: object, done: Callback): void;
      delete(alert: Named, done: Callback): void;
      getRequestStatus(requestId: string, done: Callback): void;
    } & Record<'acknowledge' | 'addNote' | 'close' | 'snooze', (alert: Named, data: object, done: Callback) => void>;
  }
  const sdk = createRequire(__filename)('opsgenie-sdk') as Sdk;
  const answerOf = (ask: (done: Callback) => void): Promise<Answer> =>
    new Promise((done, failed) => ask((error, answer) => (error === null ? done(answer) : failed(error as Error))));
  const stateOf = (requestId: unknown): Promise<Answer> =>
    eventually(async () => {
      const answer = await answerOf((done) => sdk.alertV2.getRequestStatus(String(requestId), done));
      return answer.data as Answer;
    });
  const configured = (key = 'tok'): void => sdk.configure({ api_key: key, host: server.origin });
  const taken = { result: 'Request will be processed', requestId: expect.any(String) as string };

  beforeEach(() => configured());

  it('creates an alert, notes, acknowledges and closes it by its alias', async () => {
    const message = 'Disk of db-1 is full';
    const created = await answerOf((done) => sdk.alertV2.create({ message, alias: 'disk-db-1', priority: 'P2' }, done));
    expect(created).toMatchObject(taken);
    const alert: Named = { identifier: 'disk-db-1', identifierType: 'alias' };
    const note = { note: 'on it', user: 'Anna' };
    for (const act of ['addNote', 'acknowledge', 'close'] as const) {
      expect(await answerOf((done) => sdk.alertV2[act](alert, note, done))).toMatchObject(taken);
    }
    expect(await accepted(4)).toMatchObject([
      { title: message, key: 'disk-db-1', priority: 'p2', status: 'trigger' },
      ...['note', 'acknowledge', 'resolve'].map((status) => ({ key: 'disk-db-1', status, note: 'Anna: on it' })),
    ]);
  });

  it('asks for the id of an alert without alias, and closes it by that', async () => {
    const { requestId } = await answerOf((done) => sdk.alertV2.create({ message: 'Disk full' }, done));
    const { isSuccess, action, alertId, alias } = await stateOf(requestId);
    expect([isSuccess, action, alias]).toEqual([true, 'Create', alertId]);
    const identifier = String(alertId);
    await answerOf((done) => sdk.alertV2.close({ identifier, identifierType: 'id' }, {}, done));
    await answerOf((done) => sdk.alertV2.delete({ identifier }, done));
    expect((await accepted(3)).map(({ key, status }) => [key, status])).toEqual([
      [alertId, 'trigger'],
      [alertId, 'resolve'],
      [alertId, 'resolve'],
    ]);
  });

  it('is told what changes nothing, and what is wrong', async () => {
    const snoozed = await answerOf((done) =>
      sdk.alertV2.snooze({ identifier: '42', identifierType: 'tiny' }, { endTime: '2026-01-05T10:00:00Z' }, done),
    );
    expect(await stateOf(snoozed.requestId)).toMatchObject({ isSuccess: false, action: 'Snooze' });
    const noNote = answerOf((done) => sdk.alertV2.addNote({ identifier: 'x' }, { note: '' }, done));
    await expect(noNote).rejects.toMatchObject({ httpStatusCode: 422, message: 'note can not be empty.' });
    configured('stranger');
    const unknown = answerOf((done) => sdk.alertV2.create({ message: 'x' }, done));
    await expect(unknown).rejects.toMatchObject({ httpStatusCode: 401, message: 'Could not authenticate' });
  });
});
