import type { ConfigMirror } from '@ringdown/platform-messaging';
import { createLogger } from '@ringdown/platform-telemetry';
import type { Database } from '@ringdown/platform-persistence';
import {
  type CuttableProxy,
  cuttableProxy,
  eventually,
  fixedClock,
  freshDatabase,
  type FreshDatabase,
} from '@ringdown/testkit';
import { receivedEventDays, ReceivedEventRepository } from '../intake/received-event.repository.js';
import { anIntegration, migratedDatabase, pushServer } from '../testing/push-server.js';
import { alertmanagerAlert, alertmanagerBody } from '../testing/sender-bodies.js';
import type { IntegrationDocument } from '../webhooks/index.js';
import { ReceivedEventsController } from './received-events.controller.js';
import { ReceivedEventsService } from './received-events.service.js';

type Server = Awaited<ReturnType<typeof pushServer>>;

const customMapping = { title: '{{ host }} is {{ state }}', key: '{{ host }}', status: '{{ state }}' };

let fresh: FreshDatabase;
let database: Database;
let line: CuttableProxy;
let server: Server;
let integration: IntegrationDocument;
let events: ReceivedEventsController;
const clock = fixedClock('2026-01-05T09:00:00.000Z');

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  await database.query('truncate outbox, received_event');
  integration = anIntegration();
  line = await cuttableProxy(fresh.url);
  const tokens = { ready: true, find: (token: string) => Promise.resolve(token === 'tok' ? integration : undefined) };
  server = await pushServer(line.url, tokens);
  const repository = new ReceivedEventRepository(database, clock, createLogger('test', 'silent'));
  const mirror = {
    find: (_kind: string, id: string) => Promise.resolve(id === integration.id ? integration : undefined),
  };
  const service = new ReceivedEventsService(repository, server.receiver, mirror as unknown as ConfigMirror);
  events = new ReceivedEventsController(service, repository);
});
afterEach(async () => {
  await server.close();
  await line.close();
});

const list = (fields: object = {}) => events.list({ integrationId: 'int_1', limit: 50, before: null, ...fields });
const received = (count: number) =>
  eventually(async () => {
    const { items } = await list();
    expect(items).toHaveLength(count);
    return items;
  });
const outbox = () =>
  database.query<{ id: string; data: { title: string } }>('select id, data from outbox order by sequence');
const accepted = (count: number) =>
  eventually(async () => {
    const rows = await outbox();
    expect(rows).toHaveLength(count);
    return rows;
  });

describe('what an integration received', () => {
  it('is kept as it came, with what it was read as', async () => {
    const body = JSON.stringify(
      alertmanagerBody(alertmanagerAlert(), alertmanagerAlert({ status: 'resolved', fingerprint: 'ffff' })),
    );
    await server.push(body, {
      'user-agent': 'Alertmanager/0.28',
      authorization: 'Bearer secret',
      'x-forwarded-for': '10.0.0.1',
    });
    const [event] = await received(1);
    expect(event).toEqual({
      id: expect.stringMatching(/^evt_/) as string,
      integrationId: 'int_1',
      receivedAt: '2026-01-05T09:00:00.000Z',
      via: 'http',
      contentType: 'application/json',
      size: Buffer.byteLength(body),
      readAs: 'alertmanager',
      refusal: null,
      warnings: [],
      alerts: [
        {
          id: event?.id,
          title: 'Disk of db-1 is 97 % full',
          key: '00d1f5a1c2b3e4f5',
          status: 'trigger',
          severity: 'sev1',
          priority: null,
          warnings: [],
        },
        expect.objectContaining({ id: `${event?.id}_2`, key: 'ffff', status: 'resolve' }),
      ],
    });
    expect((await outbox()).map(({ id }) => id)).toEqual([event?.id, `${event?.id}_2`]);
    const whole = await events.one({ integrationId: 'int_1', id: `${event?.id}_2` });
    expect(whole).toMatchObject({
      id: event?.id,
      body,
      isBase64: false,
      headers: { 'user-agent': 'Alertmanager/0.28' },
    });
    expect(Object.keys(whole.headers)).toEqual(['user-agent']);
  });

  it('is listed newest first, page by page, and to nobody under another integration', async () => {
    for (const title of ['one', 'two', 'three']) await server.push({ title });
    const all = (await received(3)).map(({ id }) => id);
    const first = await list({ limit: 2 });
    expect([first.items.map(({ alerts }) => alerts[0]?.title), first.end]).toEqual([['three', 'two'], false]);
    const second = await list({ limit: 2, before: first.items[1]?.id });
    expect([second.items.map(({ id }) => id), second.end]).toEqual([[all[2]], true]);
    await expect(events.one({ integrationId: 'int_2', id: all[0] })).rejects.toMatchObject({ kind: 'not-found' });
    await expect(events.replay({ integrationId: 'int_2', id: all[0] })).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('tells what was refused, and why', async () => {
    expect(await server.push('{"title": ')).toMatchObject({ status: 400 });
    const [event] = await received(1);
    expect(event).toMatchObject({
      readAs: null,
      refusal: expect.stringContaining('not valid JSON') as string,
      alerts: [],
    });
    expect(await outbox()).toEqual([]);
  });

  it('may be any bytes', async () => {
    const bytes = Buffer.from('{"title":"St\u00f6rung"}', 'latin1');
    await server.push(bytes);
    await server.push(Buffer.from('\0\0{"title":1}'));
    const items = await received(2);
    const whole = await Promise.all(items.map(({ id }) => events.one({ integrationId: 'int_1', id })));
    expect(
      whole.map(({ body, isBase64 }) => [Buffer.from(body, isBase64 ? 'base64' : 'utf8').toString('latin1'), isBase64]),
    ).toEqual([
      ['\0\0{"title":1}', false],
      [bytes.toString('latin1'), true],
    ]);
  });

  it('is each kept with its own body, where many are written at once', async () => {
    const bodies = Array.from({ length: 40 }, (_none, n) =>
      JSON.stringify({ title: `Störung ${n}`, body: 'x'.repeat(n) }),
    );
    await Promise.all(bodies.map((body) => server.push(body)));
    const items = await received(40);
    const whole = await Promise.all(items.map(({ id }) => events.one({ integrationId: 'int_1', id })));
    expect(whole.map(({ body }) => body).toSorted()).toEqual(bodies.toSorted());
    expect(whole.every(({ body, alerts }) => body.includes(`"${alerts[0]?.title}"`))).toBe(true);
  });

  it('comes in by the journal where Postgres is unavailable, once', async () => {
    line.cut();
    expect(await server.push({ title: 'meanwhile' })).toMatchObject({ status: 200 });
    line.mend();
    expect((await received(1))[0]).toMatchObject({ alerts: [{ title: 'meanwhile' }] });
    await accepted(1);
  });

  it('is forgotten after 30 days', async () => {
    await server.push({ title: 'old' });
    const [event] = await received(1);
    const repository = new ReceivedEventRepository(
      database,
      fixedClock(new Date(Date.parse(event?.receivedAt ?? '') + receivedEventDays * 86_400_000 + 1).toISOString()),
      createLogger('test', 'silent'),
    );
    await repository.forget();
    expect((await list()).items).toEqual([]);
  });
});

describe('reading again', () => {
  it('takes effect as the mapping says by now', async () => {
    integration = anIntegration({ type: 'custom', mapping: { title: '{{ nothing }}' } });
    await server.push({ host: 'db-1', state: 'down', id: 0 });
    const [blank] = await received(1);
    expect(blank?.alerts[0]).toMatchObject({ title: 'An event of a monitor that could not be read' });
    integration = anIntegration({ type: 'custom', mapping: customMapping });
    const again = await events.replay({ integrationId: 'int_1', id: blank?.id });
    expect(again).toMatchObject({
      via: 'replay',
      readAs: 'custom',
      alerts: [{ title: 'db-1 is down', key: 'db-1', status: 'trigger' }],
    });
    expect((await accepted(2)).map(({ data }) => data.title)).toEqual([
      'An event of a monitor that could not be read',
      'db-1 is down',
    ]);
  });

  it('can be tried before, with a mapping that is not saved, and does nothing', async () => {
    await server.push({ host: 'db-1', state: 'resolved', id: 0 });
    const [event] = await received(1);
    const draft = {
      type: 'custom',
      mapping: {
        ...customMapping,
        severity: '{{ host }}',
        links: [{ text: 'Host', href: 'https://cmdb.example/{{ host }}' }],
      },
    };
    expect(await events.read({ integrationId: null, draft, from: { eventId: event?.id } })).toEqual({
      readAs: 'custom',
      refusal: null,
      warnings: ['severity: "db-1" is none that is known here; it was left out'],
      alerts: [
        {
          id: '0',
          title: 'db-1 is resolved',
          key: 'db-1',
          status: 'resolve',
          severity: null,
          priority: null,
          warnings: ['severity: "db-1" is none that is known here; it was left out'],
          body: '{"host":"db-1","state":"resolved","id":0}',
          links: [{ text: 'Host', href: 'https://cmdb.example/db-1' }],
          incidentNumber: null,
        },
      ],
    });
    expect(await outbox()).toHaveLength(1);
    expect((await list()).items).toHaveLength(1);
  });

  it('says why something would be refused', async () => {
    const sent = {
      bodyBase64: Buffer.from('{').toString('base64'),
      contentType: 'application/json',
      contentEncoding: null,
    };
    const read = await events.read({ integrationId: 'int_1', draft: null, from: { sent } });
    expect(read).toMatchObject({
      readAs: null,
      refusal: expect.stringContaining('not valid JSON') as string,
      alerts: [],
    });
    await expect(
      events.read({ integrationId: 'int_1', draft: null, from: { eventId: 'evt_none' } }),
    ).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('the test of an integration', () => {
  it('says that it could not be stored', async () => {
    line.cut();
    await server.journal.close();
    const tested = events.test({ integrationId: 'int_1', status: 'trigger' });
    await expect(tested).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it.each(['webhook', 'alertmanager', 'grafana', 'pagerduty', 'opsgenie', 'sns'])(
    'sends what a monitor of type %s sends, and ends it',
    async (type) => {
      integration = anIntegration({ type });
      const opened = await events.test({ integrationId: 'int_1', status: 'trigger' });
      const ended = await events.test({ integrationId: 'int_1', status: 'resolve' });
      expect(opened).toMatchObject({
        via: 'test',
        readAs: type,
        warnings: [],
        alerts: [{ status: 'trigger', title: 'Test of Ringdown: nothing is wrong' }],
      });
      const identity = ({ alerts: [alert] }: typeof opened) => alert?.key ?? alert?.title;
      expect(ended).toMatchObject({ alerts: [{ status: 'resolve' }] });
      expect(identity(ended)).toBe(identity(opened));
      await accepted(2);
    },
  );
});
