import { createHmac } from 'node:crypto';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { incidentRpc } from '@ringdown/contracts';
import { Clock, DomainError } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import { httpAdapter } from '@ringdown/platform-http';
import { ConfigMirror, RpcClient } from '@ringdown/platform-messaging';
import { fixedClock } from '@ringdown/testkit';
import { ActController } from './act.controller.js';
import { type Act, ActLinks } from './act-link.js';
import { IncidentActs } from './incident-acts.js';

const settings = {
  publicUrl: 'https://console.example.com',
  notificationUrl: 'https://ringdown.example.com',
  secretKey: 'a'.repeat(64),
};
const users = [
  { id: 'user_01KBA3Q8T5W6Y7Z8A9B0C1D2E3', name: 'Priya S.', role: 'responder' },
  { id: 'user_01KBA3Q8T5W6Y7Z8A9B0C1D2E4', name: 'Vera L.', role: 'viewer' },
];
const channel = { id: 'chan_01KBA3Q8T5W6Y7Z8A9B0C1D2E3', name: '#ops & friends', type: 'teams' };
const incident = { id: 'inc_01KBA3Q8T5W6Y7Z8A9B0C1D2E3', number: 12, title: '<b>Disk</b> full', status: 'triggered' };
const start = '2026-01-05T03:00:00.000Z';
const asked: { subject: string; data: Record<string, unknown> }[] = [];
const rpc = {
  request({ subject }: { subject: string }, data: Record<string, unknown>) {
    asked.push({ subject, data });
    const failure = failing.get(subject);
    return failure ? Promise.reject(failure) : Promise.resolve({ items });
  },
};
/** What the incident service knows, and what it fails at. */
let items: object[] = [];
const failing = new Map<string, Error>();
let documents: readonly { readonly id: string }[] = [];
let isReady = true;
let clock = fixedClock(start);
let app: NestFastifyApplication;

@Module({
  controllers: [ActController],
  providers: [
    ActLinks,
    IncidentActs,
    { provide: Settings, useValue: settings },
    { provide: RpcClient, useValue: rpc },
    { provide: Clock, useFactory: () => clock },
    {
      provide: ConfigMirror,
      useValue: {
        get: (_kind: string, id: string) => documents.find((document) => document.id === id),
        get ready() {
          return isReady;
        },
      },
    },
  ],
})
class ActModule {}

beforeEach(async () => {
  asked.length = 0;
  items = [incident];
  failing.clear();
  documents = [...users, channel];
  isReady = true;
  clock = fixedClock(start);
  app = await NestFactory.create<NestFastifyApplication>(ActModule, httpAdapter({ trustedProxies: [] }), {
    logger: false,
  });
  await app.init();
});
afterEach(() => app.close());

const pathOf = (act: Act): string => new URL(app.get(ActLinks).urlOf(act, clock.now())).pathname;
const link = (userId = users[0]?.id ?? '', verb: Act['verb'] = 'acknowledge'): string =>
  pathOf({ verb, incidentId: incident.id, userId });
const channelLink = (verb: Act['verb'] = 'acknowledge'): string =>
  pathOf({ verb, incidentId: incident.id, channelId: channel.id });
const send = async (method: 'GET' | 'POST', url: string) => {
  // as a browser sends a form without fields
  const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: '' };
  const { statusCode, body } = await app.inject({ method, url, ...(method === 'POST' ? form : {}) });
  return { statusCode, body };
};

it('asks before it acts, since mail servers open links by themselves', async () => {
  const { statusCode, body } = await send('GET', link());
  expect(statusCode).toBe(200);
  expect(body).toContain('Acknowledge incident #12 (&lt;b&gt;Disk&lt;/b&gt; full), which is triggered?');
  expect(body).toContain('<form method="post">');
  expect(asked.map(({ subject }) => subject)).toEqual([expect.stringContaining('brief')]);
});

it('acts in the name of the person whom the link was sent to', async () => {
  const { statusCode, body } = await send('POST', link());
  expect(statusCode).toBe(200);
  expect(body).toContain('Incident #12 (&lt;b&gt;Disk&lt;/b&gt; full) is acknowledged.');
  expect(body).not.toContain('<form');
  expect(asked[0]).toEqual({
    subject: incidentRpc.acknowledge.subject,
    data: { id: incident.id, by: { type: 'user', id: users[0]?.id, name: 'Priya S.' }, because: 'by a link' },
  });
});

it('acts in the name of nobody in particular where the link was sent to a channel', async () => {
  const { body } = await send('GET', channelLink('resolve'));
  expect(body).toContain('Resolve incident #12 (&lt;b&gt;Disk&lt;/b&gt; full), which is triggered?');
  expect(body).toContain('The timeline will name Somebody in #ops &amp; friends.');
  expect(asked.map(({ subject }) => subject)).toEqual([incidentRpc.brief.subject]);
  expect((await send('POST', channelLink('resolve'))).body).toContain('is resolved.');
  expect(asked[1]).toEqual({
    subject: incidentRpc.resolve.subject,
    data: {
      id: incident.id,
      by: { type: 'system', id: null, name: 'Somebody in #ops & friends' },
      because: 'by a link in #ops & friends',
    },
  });
});

it('still takes the links of before there were those of channels', async () => {
  const expires = clock.now().getTime() / 1000 + 60;
  const before = { verb: 'acknowledge', incidentId: incident.id, userId: users[0]?.id ?? '', expires } as const;
  const text = Buffer.from(JSON.stringify(before)).toString('base64url');
  const signature = createHmac('sha256', settings.secretKey).update(`act.${text}`).digest('base64url');
  expect(await send('POST', `/act/${text}.${signature}`)).toMatchObject({ statusCode: 200 });
  expect(asked[0]?.data).toMatchObject({ by: { name: 'Priya S.' } });
});

it.each([
  ['acknowledge', 'acknowledged', 'is acknowledged already.'],
  ['acknowledge', 'resolved', 'is resolved already.'],
  ['resolve', 'resolved', 'is resolved already.'],
  ['escalate', 'resolved', 'is resolved already.'],
] as const)('has no button to %s what is %s', async (verb, status, says) => {
  items = [{ ...incident, status }];
  const { statusCode, body } = await send('GET', channelLink(verb));
  expect(statusCode).toBe(200);
  expect(body).toContain(says);
  expect(body).not.toContain('<form');
  expect(body).toContain(`href="https://console.example.com/incidents/${incident.id}"`);
});

it.each([
  ['resolve', 'acknowledged'],
  ['escalate', 'acknowledged'],
] as const)('has a button to %s what is %s', async (verb, status) => {
  items = [{ ...incident, status }];
  expect((await send('GET', channelLink(verb))).body).toContain('<form method="post">');
});

it('says of an incident that is gone that it is, and asks all the same where that cannot be known now', async () => {
  items = [];
  expect(await send('GET', channelLink())).toMatchObject({ statusCode: 410 });
  failing.set(incidentRpc.brief.subject, new Error('unavailable'));
  const { statusCode, body } = await send('GET', channelLink());
  expect(statusCode).toBe(200);
  expect(body).toContain('Acknowledge the incident?');
  expect((await send('POST', channelLink())).body).toContain('The incident is acknowledged.');
});

it('says why it was not done, and offers to try again where that may help', async () => {
  failing.set(
    incidentRpc.acknowledge.subject,
    new DomainError('conflict', 'A resolved incident cannot be acknowledged.'),
  );
  const refused = await send('POST', channelLink());
  expect(refused.statusCode).toBe(409);
  expect(refused.body).toContain('A resolved incident cannot be acknowledged.');
  expect(refused.body).not.toContain('<form');
  failing.set(incidentRpc.acknowledge.subject, new Error('no answer'));
  const unavailable = await send('POST', channelLink());
  expect(unavailable.statusCode).toBe(503);
  expect(unavailable.body).toContain('<form method="post"><button>Acknowledge</button>');
});

it.each(['GET', 'POST'] as const)('does nothing by the link of a deleted channel or person (%s)', async (method) => {
  documents = [];
  const ofChannel = await send(method, channelLink());
  expect(ofChannel.statusCode).toBe(410);
  expect(ofChannel.body).toContain('was deleted');
  expect(await send(method, link())).toMatchObject({ statusCode: 403 });
  isReady = false;
  expect(await send(method, channelLink())).toMatchObject({ statusCode: 503 });
  expect(asked).toEqual([]);
});

it('does nothing for a viewer, by a forged link, or after a week', async () => {
  expect(await send('POST', link(users[1]?.id))).toMatchObject({ statusCode: 403 });
  const known = link();
  expect(await send('POST', known.slice(0, -1) + (known.endsWith('A') ? 'B' : 'A'))).toMatchObject({ statusCode: 404 });
  clock.advance(7 * 24 * 3600 * 1000 + 1000);
  expect(await send('POST', known)).toMatchObject({ statusCode: 410 });
  expect(asked).toEqual([]);
});
