import type { Settings } from '@ringdown/platform-config';
import type { Database } from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import { type CuttableProxy, cuttableProxy, eventually, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { createTransport } from 'nodemailer';
import { anIntegration, migratedDatabase, pushServer } from '../testing/push-server.js';
import type { IntegrationTokens } from '../webhooks/index.js';
import { MailReceiver } from './mail-receiver.js';
import { MailServer, maxMailBytes } from './mail-server.js';

const logger = createLogger('test', 'silent');
const settings = { mailPort: 0, host: '127.0.0.1', mailDomain: 'alerts.example.com' } as Settings;
const email = anIntegration({ type: 'email' });
const integrations = new Map([
  ['tok', email],
  ['other', { ...email, id: 'int_2', subjectWords: { resolve: ['Gone:'], trigger: ['There:'] } }],
  ['Capital', { ...email, id: 'int_3' }],
  ['hook', anIntegration({ id: 'int_4' })],
]);
const tokens = { ready: true, find: (token: string) => Promise.resolve(integrations.get(token)) };

let fresh: FreshDatabase;
let database: Database;
let line: CuttableProxy;
let server: Awaited<ReturnType<typeof pushServer>>;
let mailServer: MailServer;

async function listening(known: Pick<IntegrationTokens, 'find' | 'ready'> = tokens): Promise<MailServer> {
  const receiver = new MailReceiver(known as IntegrationTokens, server.receiver, settings, logger);
  const listener = new MailServer(receiver, settings, logger);
  await listener.onApplicationBootstrap();
  return listener;
}
async function stop(listener: MailServer): Promise<void> {
  await listener.beforeApplicationShutdown();
  listener.onApplicationShutdown();
}

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
  line = await cuttableProxy(fresh.url);
  server = await pushServer(line.url, tokens);
  mailServer = await listening();
});
afterEach(async () => {
  await stop(mailServer);
  await server.close();
  await line.close();
});

const at = (token: string): string => `${token}@alerts.example.com`;

interface Sent extends Record<string, unknown> {
  readonly to?: string | string[];
}

/** Sends a mail, and answers what the server said. */
async function send({ to = at('tok'), ...mail }: Sent, port = mailServer.port): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port: port ?? 0, secure: false, ignoreTLS: true });
  try {
    const sent = await transport.sendMail({ from: 'Nagios <nagios@example.com>', to, ...mail });
    return String(sent.response);
  } catch (error) {
    return String((error as { response?: string }).response ?? error);
  } finally {
    transport.close();
  }
}

interface Row {
  readonly data: Record<string, unknown> & { readonly body: Record<string, unknown> };
}
const alerts = (count: number) =>
  eventually(async () => {
    const rows = await database.query<Row>('select data from outbox order by sequence');
    expect(rows).toHaveLength(count);
    return rows.map(({ data }) => data);
  });
const received = (count: number) =>
  eventually(async () => {
    const rows = await database.query<{ via: string; read_as: string; body: Buffer; warnings: string[] }>(
      'select via, read_as, body, warnings from received_event order by id',
    );
    expect(rows).toHaveLength(count);
    return rows;
  });

it('opens and resolves by subjects, once it is durable', async () => {
  expect(await send({ subject: '[PROBLEM] Disk full', text: 'Used: 97 %' })).toMatch(/^250/);
  expect(await send({ subject: 'RE: [Resolved] Disk full', text: 'Used: 50 %' })).toMatch(/^250/);
  const [opened, resolved] = await alerts(2);
  expect(opened).toMatchObject({
    integrationId: 'int_1',
    title: 'Disk full',
    status: 'trigger',
    severity: null,
    body: { from: '"Nagios" <nagios@example.com>', subject: '[PROBLEM] Disk full', text: 'Used: 97 %' },
  });
  expect(resolved).toMatchObject({ title: 'Disk full', status: 'resolve' });
  const [row] = await received(2);
  expect(row).toMatchObject({ via: 'mail', read_as: 'email', warnings: [] });
  expect(JSON.parse(String(row?.body))).toMatchObject({ to: '…@alerts.example.com', subject: '[PROBLEM] Disk full' });
  expect(String(row?.body)).not.toContain('tok@');
});

it.each([
  ['an unknown token', at('stranger'), /^550 .*No integration has this address/],
  ['an integration of another type', at('hook'), /^550 .*Set its type to email/],
  ['another domain', 'tok@example.org', /^550 .*Relaying denied/],
])('refuses %s', async (_what, to, answer) => {
  expect(await send({ to, subject: 'x' })).toMatch(answer);
  expect(await database.query('select 1 from outbox')).toEqual([]);
});

it('answers 451 while it does not know the tokens', async () => {
  const unready = await listening({ ready: false, find: () => Promise.resolve(undefined) });
  expect(await send({ subject: 'x' }, unready.port)).toMatch(/^451/);
  await stop(unready);
});

it('finds tokens however the address is written', async () => {
  for (const to of ['TOK@ALERTS.EXAMPLE.COM', at('Capital')]) expect(await send({ to, subject: 'x' })).toMatch(/^250/);
  expect((await alerts(2)).map(({ integrationId }) => integrationId)).toEqual(['int_1', 'int_3']);
});

it('gives a mail to several integrations, to each by its words, once', async () => {
  const to = [at('tok'), at('other'), at('TOK')];
  expect(await send({ to, subject: 'Gone: Disk full', text: 'x' })).toMatch(/^250/);
  const told = (await alerts(2)).map(({ integrationId, title, status }) => [integrationId, title, status]);
  expect(told.toSorted()).toEqual([
    ['int_1', 'Gone: Disk full', 'trigger'],
    ['int_2', 'Disk full', 'resolve'],
  ]);
});

it('names attachments, and reads HTML and other charsets', async () => {
  const attachments = [{ filename: 'grün.png', content: Buffer.alloc(5000) }];
  expect(await send({ subject: 'Grüße', html: '<p>97&nbsp;%</p>', attachments })).toMatch(/^250/);
  const raw = Buffer.from('Subject: Caf\xe9\r\nContent-Type: text/plain; charset=latin1\r\n\r\nSt\xf6rung', 'latin1');
  expect(await send({ envelope: { from: 'a@b.example', to: at('tok') }, raw })).toMatch(/^250/);
  const [html, latin] = await alerts(2);
  expect(html).toMatchObject({
    title: 'Grüße',
    body: { attachments: [{ name: 'grün.png', contentType: 'image/png', bytes: 5000 }] },
  });
  expect(html?.body.text).toMatch(/^97\s%$/);
  expect(latin?.body.text).toBe('Störung');
});

it('refuses what is larger than 10 MiB', async () => {
  const big = Buffer.concat([Buffer.from('Subject: big\r\n\r\n'), Buffer.alloc(maxMailBytes, 'line of a mail\r\n')]);
  expect(await send({ envelope: { from: 'a@b.example', to: at('tok'), size: 1 }, raw: big })).toMatch(/^552/);
  const fits = big.subarray(0, maxMailBytes - 1000);
  expect(await send({ envelope: { from: 'a@b.example', to: at('tok') }, raw: fits })).toMatch(/^250/);
  expect((await alerts(1))[0]?.warnings).toEqual([expect.stringContaining('was cut')]);
});

it('keeps a bounce and an answer, which open nothing, with the reason', async () => {
  expect(await send({ envelope: { from: '', to: at('tok') }, subject: 'Undelivered', text: 'x' })).toMatch(/^250/);
  const headers = { 'Auto-Submitted': 'auto-replied' };
  expect(await send({ subject: 'Away', text: 'x', headers })).toMatch(/^250/);
  expect((await received(2)).map(({ warnings }) => warnings)).toEqual([
    ['It has no return path, as bounces have none: it opened nothing.'],
    ['It is an automatic reply: it opened nothing.'],
  ]);
  expect(await database.query('select 1 from outbox')).toEqual([]);
});

it('accepts with Postgres unavailable, by way of the journal; 451 where that does not take it either', async () => {
  line.cut();
  expect(await send({ subject: 'in the journal' })).toMatch(/^250/);
  line.mend();
  expect(await alerts(1)).toMatchObject([{ title: 'in the journal' }]);
  await eventually(() => server.journal.isEmpty);
  line.cut();
  await server.journal.close();
  expect(await send({ subject: 'nowhere' })).toMatch(/^451/);
});

it('takes 30 at once, each exactly once', async () => {
  const subjects = Array.from({ length: 30 }, (_none, n) => `mail ${n}`);
  const answers = await Promise.all(subjects.map((subject) => send({ subject })));
  expect(answers.filter((answer) => !answer.startsWith('250'))).toEqual([]);
  expect((await alerts(30)).map(({ title }) => title).toSorted()).toEqual(subjects.toSorted());
});

it('does not listen unless MAIL_PORT is set, and says where it cannot', async () => {
  const receiver = new MailReceiver(tokens as unknown as IntegrationTokens, server.receiver, settings, logger);
  const off = new MailServer(receiver, { ...settings, mailPort: undefined }, logger);
  await off.onApplicationBootstrap();
  expect(off.port).toBeNull();
  await stop(off);
  const taken = new MailServer(receiver, { ...settings, mailPort: mailServer.port ?? 0 }, logger);
  await expect(taken.onApplicationBootstrap()).rejects.toThrow(/no mail is received at MAIL_PORT \d+: .*EADDRINUSE/);
});
