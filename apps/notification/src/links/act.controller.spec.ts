import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Clock } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import { httpAdapter } from '@ringdown/platform-http';
import { ConfigMirror, RpcClient } from '@ringdown/platform-messaging';
import { fixedClock } from '@ringdown/testkit';
import { ActController } from './act.controller.js';
import { type Act, ActLinks } from './act-link.js';
import { IncidentActs } from './incident-acts.js';

const settings = { notificationUrl: 'https://ringdown.example.com', secretKey: 'a'.repeat(64) };
const users = [
  { id: 'user_01KBA3Q8T5W6Y7Z8A9B0C1D2E3', name: 'Priya S.', role: 'responder' },
  { id: 'user_01KBA3Q8T5W6Y7Z8A9B0C1D2E4', name: 'Vera L.', role: 'viewer' },
];
const incident = { id: 'inc_01KBA3Q8T5W6Y7Z8A9B0C1D2E3', number: 12, title: '<b>Disk</b> full', status: 'triggered' };
const start = '2026-01-05T03:00:00.000Z';
const asked: { subject: string; data: Record<string, unknown> }[] = [];
const rpc = {
  request({ subject }: { subject: string }, data: Record<string, unknown>) {
    asked.push({ subject, data });
    return Promise.resolve({ items: [incident] });
  },
};
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
    { provide: ConfigMirror, useValue: { get: (_kind: string, id: string) => users.find((user) => user.id === id) } },
  ],
})
class ActModule {}

beforeEach(async () => {
  asked.length = 0;
  clock = fixedClock(start);
  app = await NestFactory.create<NestFastifyApplication>(ActModule, httpAdapter({ trustedProxies: [] }), {
    logger: false,
  });
  await app.init();
});
afterEach(() => app.close());

const link = (userId = users[0]?.id ?? '', verb: Act['verb'] = 'acknowledge'): string =>
  new URL(app.get(ActLinks).urlOf({ verb, incidentId: incident.id, userId }, clock.now())).pathname;
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
  expect(await send('POST', link())).toMatchObject({ statusCode: 200 });
  expect(asked).toMatchObject([
    { subject: expect.stringContaining('acknowledge') as unknown, data: { id: incident.id, by: { name: 'Priya S.' } } },
  ]);
});

it('does nothing for a viewer, by a forged link, or after a week', async () => {
  expect(await send('POST', link(users[1]?.id))).toMatchObject({ statusCode: 403 });
  const known = link();
  expect(await send('POST', known.slice(0, -1) + (known.endsWith('A') ? 'B' : 'A'))).toMatchObject({ statusCode: 404 });
  clock.advance(7 * 24 * 3600 * 1000 + 1000);
  expect(await send('POST', known)).toMatchObject({ statusCode: 410 });
  expect(asked).toEqual([]);
});
