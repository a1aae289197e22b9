import { DomainError } from '@ringdown/kernel';
import { anOrganisation } from '../testing/an-organisation.js';
import type { Answer } from '../testing/client.js';
import { fakeOwner } from '../testing/fake-owner.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
let integration: Answer['body'];
beforeAll(async () => {
  control = await startControl();
  ({ integration } = await anOrganisation(control.client));
});
afterAll(() => control.stop());

const anAlert = {
  id: 'evt_1',
  title: 'Disk full',
  key: null,
  status: 'trigger',
  severity: 'sev2',
  priority: null,
  warnings: [],
};
const anEvent = () => ({
  id: 'evt_1',
  integrationId: integration.id,
  receivedAt: '2026-01-05T09:00:00.000Z',
  via: 'http',
  contentType: 'application/json',
  size: 21,
  readAs: 'webhook',
  refusal: null,
  warnings: [],
  alerts: [anAlert],
});
const read = {
  readAs: 'webhook',
  refusal: null,
  warnings: [],
  alerts: [{ ...anAlert, body: null, links: [], incidentNumber: null }],
};
const did = { eventId: 'evt_1', incidentId: 'inc_1', number: 42, changes: ['Opened the incident'] };
const path = (rest: string): string => `/integrations/${integration.id}/${rest}`;
const answering = (answers: Readonly<Record<string, unknown>>) => fakeOwner(control.broker, answers);

describe('integrations of every type', () => {
  const made = (fields: object) => control.client.made('/integrations', { name: 'Monitor', ...fields });

  it.each([
    ['webhook', /\/[a-z2-7]{32}\/push-events$/],
    ['alertmanager', /\/[a-z2-7]{32}\/alertmanager$/],
    ['uptime-kuma', /\/[a-z2-7]{32}\/uptime-kuma$/],
    ['custom', /\/[a-z2-7]{32}\/custom$/],
    ['pagerduty', /^http:\/\/[^/]+\/v2\/enqueue$/],
    ['opsgenie', /^http:\/\/[^/]+$/],
  ])('%s has an address to paste', async (type, url) => {
    const { body } = await control.client.get(`/integrations/${(await made({ type })).id}`);
    expect(body).toMatchObject({
      type,
      url: expect.stringMatching(url) as string,
      token: expect.stringMatching(/^[a-z2-7]{32}$/) as string,
    });
  });

  it('takes what belongs to a type, and nothing that the type would not read', async () => {
    const mapping = { title: '{{ host }}', links: [{ text: 'Host', href: 'https://cmdb.example/{{ host }}' }] };
    const custom = await made({ type: 'custom', mapping });
    expect(custom).toMatchObject({ mapping });
    const heartbeat = await made({ type: 'heartbeat', everyMinutes: 60, graceMinutes: 5 });
    expect(heartbeat).toMatchObject({
      everyMinutes: 60,
      graceMinutes: 5,
      url: expect.stringMatching(/\/heartbeat$/) as string,
    });
    expect(await made({ type: 'heartbeat', everyMinutes: 60 })).toMatchObject({ graceMinutes: 1 });
    const refusals = [
      [{ type: 'nagios' }, 'type'],
      [{ type: 'heartbeat' }, 'everyMinutes'],
      [{ type: 'webhook', mapping }, 'mapping'],
      [{ type: 'custom', mapping: { title: '{{ host' } }, 'mapping.title'],
      [
        { type: 'custom', mapping: { title: '{{ host | frobnicate }}', key: '{% include "/etc/passwd" %}' } },
        'mapping.title',
      ],
    ] as const;
    for (const [fields, field] of refusals) {
      const { status, body } = await control.client.post('/integrations', { name: 'Monitor', ...fields });
      expect([status, (body['errors'] as unknown as { path: string }[])[0]?.path]).toEqual([400, field]);
    }
    const patched = await control.client.patch(`/integrations/${custom.id}`, { type: 'webhook' });
    expect(patched.status).toBe(400);
    expect(await control.client.patch(`/integrations/${custom.id}`, { type: 'webhook', mapping: null })).toMatchObject({
      status: 200,
    });
  });

  it('never tells the client secret, and keeps it until it is changed', async () => {
    const sentry = await made({ type: 'sentry', clientSecret: 'from Sentry' });
    expect(sentry).toMatchObject({ hasClientSecret: true });
    expect(sentry).not.toHaveProperty('clientSecret');
    const stored = () =>
      control.database.query<{ document: { clientSecret: string | null } }>(
        'select document from resource where id = $1',
        [sentry.id],
      );
    const [before] = await stored();
    expect(before?.document.clientSecret).not.toContain('from Sentry');
    expect((await control.client.patch(`/integrations/${sentry.id}`, { name: 'Renamed' })).body).toMatchObject({
      hasClientSecret: true,
    });
    expect(await stored()).toEqual([{ document: { ...before?.document, name: 'Renamed' } }]);
    expect((await control.client.patch(`/integrations/${sentry.id}`, { clientSecret: null })).body).toMatchObject({
      hasClientSecret: false,
    });
  });
});

describe('what an integration received', () => {
  it('is listed with what became of it', async () => {
    const owners = await answering({
      'received-events.list': {
        items: [anEvent(), { ...anEvent(), id: 'evt_0', alerts: [{ ...anAlert, id: 'evt_0' }] }],
        end: false,
      },
      'incidents.of-events': { items: [did] },
    });
    const { status, body } = await control.client.get(path('events?limit=2'));
    expect(status).toBe(200);
    const became = { incidentId: 'inc_1', incidentNumber: 42, changes: ['Opened the incident'] };
    expect(body.items.map((item) => item['alerts'])).toEqual([
      [{ ...anAlert, became }],
      [{ ...anAlert, id: 'evt_0', became: null }],
    ]);
    await control.client.get(path(`events?limit=2&cursor=${String(body['nextCursor'])}`));
    expect(owners.asked.filter(({ subject }) => subject === 'received-events.list').map(({ data }) => data)).toEqual([
      { integrationId: integration.id, limit: 2, before: null },
      { integrationId: integration.id, limit: 2, before: 'evt_0' },
    ]);
    owners.leave();
  });

  it('is shown whole, without the token in it', async () => {
    const sent = `{"routing_key":"${String(integration['token'])}"}`;
    const owners = await answering({
      'received-events.get': { ...anEvent(), headers: {}, contentEncoding: null, body: sent, isBase64: false },
      'incidents.of-events': { items: [] },
    });
    expect((await control.client.get(path('events/evt_1'))).body).toMatchObject({ body: '{"routing_key":"[token]"}' });
    owners.leave();
  });

  it('is read again, and tested', async () => {
    const owners = await answering({
      'received-events.replay': anEvent(),
      'received-events.test': { ...anEvent(), via: 'test' },
    });
    expect(await control.client.post(path('events/evt_1/replay'))).toMatchObject({
      status: 201,
      body: { id: 'evt_1' },
    });
    expect(await control.client.post(path('test'))).toMatchObject({ status: 200, body: { via: 'test' } });
    expect((await control.client.post(path('test'), { status: 'resolve' })).status).toBe(200);
    expect(owners.asked.map(({ data }) => data)).toEqual([
      { integrationId: integration.id, id: 'evt_1' },
      { integrationId: integration.id, status: 'trigger' },
      { integrationId: integration.id, status: 'resolve' },
    ]);
    owners.leave();
    expect((await control.client.post('/integrations/int_gone/test')).status).toBe(404);
  });

  it('says that ingest does not answer', async () => {
    const gone = () => {
      throw new DomainError('unavailable', 'Postgres is away');
    };
    const owners = await answering({ 'received-events.list': gone });
    expect((await control.client.get(path('events'))).status).toBe(503);
    owners.leave();
  });
});

describe('a dry run', () => {
  it('takes what the monitor sends, to the byte, under any content type', async () => {
    const owners = await answering({
      'received-events.read': read,
      'incidents.foresee': { items: [{ effect: 'open', incident: null }] },
    });
    const bodies = [
      ['application/json', '{"id":2868860079149422351, "title":"Disk full"}'],
      ['application/x-www-form-urlencoded', 'title=Disk+full'],
      ['text/plain', 'title=Disk+full'],
    ] as const;
    for (const [type, body] of bodies) {
      const answer = await control.client.with({ 'content-type': type }).post(path('dry-run'), body);
      expect(answer).toMatchObject({
        status: 200,
        body: { readAs: 'webhook', alerts: [{ title: 'Disk full', effect: 'open', incident: null }] },
      });
      expect(answer.body).not.toHaveProperty('alerts.0.id');
    }
    const asked = owners.asked.filter(({ subject }) => subject === 'received-events.read');
    expect(asked.map(({ data }) => data)).toEqual(
      bodies.map(([contentType, body]) => ({
        integrationId: integration.id,
        draft: null,
        from: { sent: { bodyBase64: Buffer.from(body).toString('base64'), contentType, contentEncoding: null } },
      })),
    );
    owners.leave();
  });

  it('takes an event that was received, by its id or as an occurrence', async () => {
    const owners = await answering({
      'received-events.read': read,
      'incidents.foresee': { items: [{ effect: 'open', incident: null }] },
    });
    for (const named of [{ occurrenceId: 'evt_1_2' }, { eventId: 'evt_1_2' }]) {
      expect((await control.client.post(path('dry-run'), named)).status).toBe(200);
    }
    const froms = owners.asked.flatMap(({ subject, data }) =>
      subject === 'received-events.read' ? [(data as { from: unknown }).from] : [],
    );
    expect(froms).toEqual([{ eventId: 'evt_1_2' }, { eventId: 'evt_1_2' }]);
    owners.leave();
  });

  it('tries a mapping before it is saved', async () => {
    const owners = await answering({ 'received-events.read': read });
    const mapping = { title: '{{ host }}' };
    const { status, body } = await control.client.post('/integrations/dry-run', { mapping, body: { host: 'db-1' } });
    expect([status, body]).toMatchObject([200, { alerts: [{ effect: 'open', incident: null }] }]);
    expect(owners.asked).toEqual([
      {
        subject: 'received-events.read',
        data: {
          integrationId: null,
          draft: { type: 'custom', mapping },
          from: {
            sent: {
              bodyBase64: Buffer.from('{"host":"db-1"}').toString('base64'),
              contentType: null,
              contentEncoding: null,
            },
          },
        },
      },
    ]);
    const broken = await control.client.post('/integrations/dry-run', { mapping: { title: '{{ host' }, body: {} });
    expect(broken).toMatchObject({ status: 400, body: { errors: [{ path: 'mapping.title' }] } });
    owners.leave();
  });
});
