import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@ringdown/platform-telemetry';
import { eventually } from '@ringdown/testkit';
import { Broker } from './broker.js';
import { ConfigPublisher, makeConfigBucket } from './config-bucket.js';
import { ConfigMirror } from './config-mirror.js';
import { PrivateNats } from './testing/private-nats.js';

const logger = createLogger('mirror-spec', 'silent');
const contact = (n: number, name = 'Mitchell Starc') => ({
  id: `contact_${n}`,
  name,
  phone: `+1415604001${n}`,
  blocked: false,
});

let nats: PrivateNats;
let broker: Broker;
let folder = '';
const mirrors: ConfigMirror[] = [];

beforeEach(async () => {
  nats = await PrivateNats.start();
  broker = new Broker(nats.url, 'spec', logger);
  folder = mkdtempSync(join(tmpdir(), 'ringdown-mirror-'));
});
afterEach(async () => {
  for (const mirror of mirrors.splice(0)) mirror.stop();
  await broker.close();
  await nats.stop();
  nats.wipe();
  rmSync(folder, { recursive: true, force: true });
});

const mirrorAt = (server: Broker): ConfigMirror => {
  const mirror = new ConfigMirror(server, ['contact', 'team'], join(folder, 'configuration.json'), logger);
  mirrors.push(mirror);
  mirror.start();
  return mirror;
};

it('follows what is put and removed, and tells whoever keeps an index', async () => {
  const publisher = new ConfigPublisher(broker);
  const mirror = mirrorAt(broker);
  const heard: [string, string | undefined][] = [];
  mirror.onChange('contact', (id, document) => heard.push([id, document?.name]));
  expect(mirror.ready).toBe(false);
  await publisher.reconcile(new Map());
  await eventually(() => mirror.ready);

  await publisher.put('contact', contact(1));
  expect(await mirror.find('contact', 'contact_1', 30_000)).toEqual(contact(1));
  await publisher.put('contact', contact(1, 'Mitch'));
  await publisher.remove('contact', 'contact_1');
  await eventually(() => mirror.get('contact', 'contact_1') === undefined);

  expect(heard).toEqual([
    ['contact_1', 'Mitchell Starc'],
    ['contact_1', 'Mitch'],
    ['contact_1', undefined],
  ]);
});

it('makes the bucket hold exactly what Postgres does', async () => {
  const publisher = new ConfigPublisher(broker);
  for (const n of [1, 2]) await publisher.put('contact', contact(n));
  const truth = new Map([2, 3].map((n) => [`contact.contact_${n}`, JSON.stringify(contact(n))]));

  expect(await publisher.reconcile(truth)).toBe(2);
  expect(await publisher.reconcile(truth)).toBe(0);
  const mirror = mirrorAt(broker);
  await eventually(() => mirror.all('contact').length === 2);
  expect(
    mirror
      .all('contact')
      .map((c) => c.id)
      .sort(),
  ).toEqual(['contact_2', 'contact_3']);
});

it('starts from its last copy, before anything has been heard from NATS', async () => {
  await new ConfigPublisher(broker).put('contact', contact(1));
  await mirrorAt(broker).find('contact', 'contact_1', 30_000);
  const copied = () => mirrorAt(broker).get('contact', 'contact_1');

  expect(await eventually(() => copied() ?? false)).toEqual(contact(1));
});

it('keeps what it has when the bucket is wiped, and the last good document when a broken one comes', async () => {
  const publisher = new ConfigPublisher(broker);
  await publisher.put('contact', contact(1));
  const mirror = mirrorAt(broker);
  await mirror.find('contact', 'contact_1', 30_000);

  const bucket = await makeConfigBucket(broker);
  await bucket.put('contact.contact_1', '{"id":"contact_1"}');
  await bucket.put('contact.contact_1', 'no json at all');
  await publisher.put('contact', contact(2));
  await mirror.find('contact', 'contact_2', 30_000);
  expect(mirror.get('contact', 'contact_1')).toEqual(contact(1));

  await (await broker.manager()).streams.delete('KV_config');
  await publisher.put('contact', contact(3)).catch(() => publisher.put('contact', contact(3)));
  expect(await mirror.find('contact', 'contact_3', 30_000)).toEqual(contact(3));
  expect(mirror.get('contact', 'contact_1')).toEqual(contact(1));
});
