import { Kvm } from '@nats-io/kv';
import { configBucket, configDocuments, defaultNotifyLimits } from '@ringdown/contracts';
import { eventually } from '@ringdown/testkit';
import { anOrganisation } from '../testing/an-organisation.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';
import { ConfigurationPublisher } from './config-publisher.js';

let control: ControlUnderTest;
let publisher: ConfigurationPublisher;
beforeAll(async () => {
  control = await startControl();
  publisher = control.app.get(ConfigurationPublisher, { strict: false });
  await publisher.reconcile();
});
afterAll(() => control.stop());

/** Control waits 500 ms for the bucket before it answers. Where a slow machine needed them up, what it publishes follows soon. */
async function known(change: Promise<unknown>, expected: () => Promise<void>): Promise<void> {
  const begun = performance.now();
  await change;
  await (performance.now() - begun < 500 ? expected() : eventually(expected));
}

const kvm = async () => new Kvm(await control.broker.connected());

async function inBucket(): Promise<Record<string, unknown>> {
  const bucket = await (await kvm()).open(configBucket);
  const found: Record<string, unknown> = {};
  for await (const key of await bucket.keys()) found[key] = (await bucket.get(key))?.json();
  return found;
}

async function inPostgres(): Promise<Record<string, unknown>> {
  const sql = `select kind || '.' || id as key, document from mirrored`;
  const rows = await control.database.query<{ key: string; document: unknown }>(sql);
  return Object.fromEntries(rows.map(({ key, document }) => [key, document]));
}

it('has published a resource to the services when the client has its answer', async () => {
  const { client } = control;
  const { user, line } = await anOrganisation(client);
  await known(client.made('/lines', line), async () => expect(await inBucket()).toEqual(await inPostgres()));
  const named = (name: string) => async () => expect((await inBucket())[`user.${user.id}`]).toMatchObject({ name });
  await named('Priya S.')();
  await known(client.patch(`/users/${user.id}`, { name: 'Priya Sharma' }), named('Priya Sharma'));
  const contact = await client.made('/contacts', { name: 'Short-lived', phone: '+14156040016' });
  await known(client.delete(`/contacts/${contact.id}`), async () => {
    expect(await inBucket()).not.toHaveProperty([`contact.${contact.id}`]);
    expect(await inBucket()).toEqual(await inPostgres());
  });
});

it('publishes what holds for all of them, whole, from the first change on', async () => {
  expect(await inBucket()).not.toHaveProperty(['settings.organisation']);
  const settings = (expected: unknown) => async () =>
    expect((await inBucket())['settings.organisation']).toEqual(expected);
  const whole = {
    id: 'organisation',
    manualIntegrationId: null,
    blockedPrefixes: ['+1900'],
    allowedCountries: null,
    notifyFrom: null,
    notifyLimits: defaultNotifyLimits,
  };
  await known(control.client.patch('/settings', { blockedPrefixes: ['+1900'] }), settings(whole));
  expect(configDocuments.settings.parse(whole)).toEqual(whole);
  const allowedCountries = ['US', 'IN'];
  await known(control.client.patch('/settings', { allowedCountries }), settings({ ...whole, allowedCountries }));
  expect((await control.client.get('/settings')).body).not.toHaveProperty('id');
});

it('publishes secrets encrypted', async () => {
  const text = JSON.stringify(await inBucket());
  expect(text).not.toContain('the-auth-token');
  expect(text).not.toContain('the-webhook-path');
  expect(text).toContain('"authToken":"v1.');
});

it('never covers a newer document with an older one', async () => {
  const { id } = await control.client.made('/contacts', { name: 'Contended', phone: '+14156040018' });
  await Promise.all(
    Array.from({ length: 20 }, (_, n) => control.client.patch(`/contacts/${id}`, { name: `Contended ${n}` })),
  );
  await eventually(async () => expect(await inBucket()).toEqual(await inPostgres()));
});

it('fills a bucket that was wiped, and takes out what nobody made', async () => {
  const bucket = await (await kvm()).open(configBucket);
  await bucket.put('line.line_forged', JSON.stringify({ id: 'line_forged' }));
  await bucket.put('user.user_forged', '{}');
  await publisher.reconcile();
  expect(await inBucket()).toEqual(await inPostgres());
  await bucket.destroy();
  await publisher.reconcile();
  expect(await inBucket()).toEqual(await inPostgres());
});

it('looks whether all is in line once a minute, not every time', async () => {
  await publisher.reconcile();
  const bucket = await (await kvm()).open(configBucket);
  await bucket.put('user.user_forged', '{}');
  await publisher.catchUp();
  expect(await inBucket()).toHaveProperty(['user.user_forged']);
  await publisher.reconcile();
});

it('publishes into a bucket that was wiped behind its back', async () => {
  await (await (await kvm()).open(configBucket)).destroy();
  const { id } = await control.client.made('/contacts', { name: 'After the loss', phone: '+14156040019' });
  await eventually(async () => {
    await publisher.catchUp();
    expect(await inBucket()).toEqual(await inPostgres());
  });
  expect(await inBucket()).toHaveProperty([`contact.${id}`]);
  const next = control.client.made('/contacts', { name: 'Later', phone: '+14156040020' });
  await known(next, async () => expect(await inBucket()).toHaveProperty([`contact.${(await next).id}`]));
});

it('does not empty the bucket because Postgres is empty', async () => {
  const before = await inBucket();
  const empty = await startControl({ RINGDOWN_ADMIN_EMAIL: '' });
  expect(await empty.database.query('select * from resource')).toEqual([]);
  await empty.app.get(ConfigurationPublisher, { strict: false }).reconcile();
  expect(await inBucket()).toEqual(before);
  await empty.stop();
});

it('brings what another database has left into line as soon as a first start has put something into its own', async () => {
  const fresh = await startControl({ RINGDOWN_ADMIN_EMAIL: '' });
  const publisher = fresh.app.get(ConfigurationPublisher, { strict: false });
  await publisher.catchUp();
  expect(Object.keys(await inBucket()).length).toBeGreaterThan(1);
  const user = {
    id: 'user_first',
    name: 'First',
    email: 'first@example.com',
    role: 'admin',
    phone: null,
    timeZone: 'UTC',
  };
  await fresh.database.query(
    `insert into resource (id, kind, name, document) values ('user_first', 'user', 'First', $1)`,
    [JSON.stringify({ ...user, phoneVerifiedAt: null, notify: [] })],
  );
  // the next look, 2 s after the last one
  await publisher.catchUp();
  expect(Object.keys(await inBucket())).toEqual(['user.user_first']);
  await fresh.stop();
});
