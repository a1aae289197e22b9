import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callRpc, configBucket, event, type EventContract, streams } from '@ringdown/contracts';
import { Database, dropMessagingTables, messagingTables } from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import { eventually, freshDatabase, type FreshDatabase, testNats, uniquePrefix } from '@ringdown/testkit';
import { Kvm } from '@nats-io/kv';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { z } from 'zod';
import { RpcClient } from './rpc-client.js';
import { Broker } from './broker.js';
import { ConfigPublisher } from './config-bucket.js';
import { ConfigMirror } from './config-mirror.js';
import { Consumer } from './consumer.js';
import { appendToOutbox, outboxEvent } from './outbox.js';
import { Relay } from './relay.js';

class Tables1795219200000 {
  async up(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await runner.query(messagingTables);
  }
  async down(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await runner.query(dropMessagingTables);
  }
}

const services = ['control', 'ingest', 'call-routing', 'incident', 'notification'] as const;
type Service = (typeof services)[number];
const logger = createLogger('nats-users-spec', 'silent');
const atMost = { timeoutMs: 20_000 };
const about = (subject: string): EventContract => event(subject, z.object({ n: z.number() }));

/** Who publishes what, and which durables take it. The subjects are of no event of ours: nobody else's consumer knows them. */
const mark = uniquePrefix('spec');
const traffic: { owner: Service; told: EventContract; durables: { service: Service; durable: string }[] }[] = [
  {
    owner: 'ingest',
    told: about(`ingest.${mark}.v1`),
    durables: [{ service: 'incident', durable: 'incident-apply-alerts' }],
  },
  {
    owner: 'call-routing',
    told: about(`call.${mark}.v1`),
    durables: [
      { service: 'incident', durable: 'incident-open-for-call' },
      { service: 'notification', durable: 'notification-tell-of-call' },
    ],
  },
  {
    owner: 'incident',
    told: about(`incident.${mark}.v1`),
    durables: [
      { service: 'call-routing', durable: 'call-routing-link-incident' },
      { service: 'notification', durable: 'notification-tell-of-incident' },
    ],
  },
  { owner: 'notification', told: about(`notification.${mark}.v1`), durables: [] },
];

let fresh: FreshDatabase;
let folder = '';
const brokers = new Map<Service, Broker>();
const databases = new Map<Service, Database>();
const refused = new Map<Service, string[]>();
let operator: Broker;

const schemaOf = (service: Service): string => service.replace('-', '_');
const brokerOf = (service: Service): Broker => brokers.get(service) as Broker;
const connectionOf = (service: Service): Promise<NatsConnection> => brokerOf(service).connected();
const refusalsOf = (service: Service): string[] => refused.get(service) ?? [];

async function note(service: Service): Promise<void> {
  const told: string[] = [];
  refused.set(service, told);
  for await (const status of (await connectionOf(service)).status()) {
    if (status.type === 'error') told.push(status.error.message);
  }
}

beforeEach(async () => {
  fresh = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'ringdown-nats-users-'));
  operator = new Broker(testNats(), 'spec', logger);
  await operator.ensureStreams();
  for (const service of services) {
    brokers.set(service, new Broker(testNats(service), service, logger));
    void note(service);
    const options = {
      url: fresh.url,
      schema: schemaOf(service),
      migrations: [Tables1795219200000 as never],
      logger,
    };
    databases.set(service, new Database(options));
    await databases.get(service)?.open();
  }
});
afterEach(async () => {
  for (const { durables, owner } of traffic) {
    const stream = streams.find(({ subjects }) => subjects[0].startsWith(owner.split('-')[0] ?? ''))?.name ?? '';
    for (const { durable } of durables)
      await (await operator.manager()).consumers.delete(stream, durable).catch(() => undefined);
  }
  for (const broker of [...brokers.values(), operator]) await broker.close();
  for (const database of databases.values()) await database.close();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

it('each service does what it has to with its own user', async () => {
  const contact = { id: 'contact_1', name: 'Mitchell Starc', phone: '+14156040011', blocked: false };
  const publisher = new ConfigPublisher(brokerOf('control'));
  await publisher.reconcile(new Map([['contact.contact_1', JSON.stringify(contact)]]));
  await publisher.put('contact', { ...contact, id: 'contact_2' });
  await publisher.remove('contact', 'contact_2');

  const taken: string[] = [];
  const running: { stop(): void | Promise<void> }[] = [];
  for (const service of services) {
    await brokerOf(service).ensureStreams();
    const database = databases.get(service) as Database;
    const relay = new Relay(database, brokerOf(service), logger);
    relay.start();
    running.push(relay);
    if (service === 'control') continue;
    const mirror = new ConfigMirror(brokerOf(service), ['contact'], join(folder, service), logger);
    mirror.start();
    running.push(mirror);
    await eventually(() => mirror.get('contact', 'contact_1') !== undefined, atMost);
  }
  for (const { told, durables } of traffic) {
    for (const { service, durable } of durables) {
      const handle = async (): Promise<void> => void taken.push(durable);
      const parts = [databases.get(service) as Database, brokerOf(service), logger] as const;
      const consumer = new Consumer({ durable, events: [told], handle }, ...parts);
      consumer.start();
      running.push(consumer);
    }
  }
  for (const { owner, told } of traffic) {
    await databases.get(owner)?.transaction((tx) => appendToOutbox(tx, schemaOf(owner), [outboxEvent(told, { n: 1 })]));
  }
  const expected = traffic.flatMap(({ durables }) => durables.map(({ durable }) => durable)).sort();
  await eventually(() => taken.length === expected.length, atMost);
  expect([...taken].sort()).toEqual(expected);
  for (const part of running.reverse()) await part.stop();
  for (const service of services) expect([service, refusalsOf(service)]).toEqual([service, []]);
}, 60_000);

it('control asks, the owner answers, and what was asked of one service the others cannot hear', async () => {
  const owner = await connectionOf('call-routing');
  owner.subscribe(callRpc.liveOnLine.subject, {
    queue: 'call-routing',
    callback: (_error, message) => {
      const { id } = message.json<{ id: string }>();
      message.respond(JSON.stringify({ id, response: { count: 3 }, isDisposed: true }));
    },
  });
  await owner.flush();
  const rpc = new RpcClient(testNats('control'), 'control');
  try {
    expect(await rpc.request(callRpc.liveOnLine, { lineId: 'line_1' })).toEqual({ count: 3 });
    const asked = (await connectionOf('notification')).request(callRpc.liveOnLine.subject, '{}', {
      timeout: 3000,
    });
    await expect(asked).rejects.toMatchObject({ cause: { name: 'PermissionViolationError' } });
  } finally {
    await rpc.onApplicationShutdown();
  }
});

it('consumers read the outbox of the owner of a stream, and control asks each service for its dead letters', async () => {
  const streamOf = (owner: Service): string => (owner === 'call-routing' ? 'CALL' : owner.toUpperCase());
  for (const { owner } of traffic) {
    const connection = await connectionOf(owner);
    for (const subject of [`outbox.read.${streamOf(owner)}`, `dead-letters.${owner}.list`])
      connection.subscribe(subject, { callback: (_error, message) => void message.respond(`${owner} answers`) });
    await connection.flush();
  }
  for (const { owner, durables } of traffic) {
    const control = await connectionOf('control');
    expect((await control.request(`dead-letters.${owner}.list`)).string()).toBe(`${owner} answers`);
    for (const { service } of durables) {
      const connection = await connectionOf(service);
      expect((await connection.request(`outbox.read.${streamOf(owner)}`)).string()).toBe(`${owner} answers`);
    }
  }
  for (const service of services) expect([service, refusalsOf(service)]).toEqual([service, []]);
});

it.each(services)('%s cannot read what is told to others', async (service) => {
  const connection = await connectionOf(service);
  const others = services.filter((other) => other !== service).map((other) => `_INBOX_${other}.>`);
  const all = ['>', '_INBOX.>', ...others, 'call.>', 'ingest.>', '$KV.config.>', '$JS.API.>'];
  for (const subject of all) {
    const heard = new Promise((resolve) => connection.subscribe(subject, { callback: (error) => resolve(error) }));
    expect(await heard).toMatchObject({ name: 'PermissionViolationError', operation: 'subscription', subject });
  }
});

it.each(services)('%s cannot publish in the name of others, nor answer for them', async (service) => {
  const connection = await connectionOf(service);
  const others = traffic.filter(({ owner }) => owner !== service).map(({ told }) => told.subject);
  const inboxes = services.filter((other) => other !== service).map((other) => `_INBOX_${other}.reply`);
  const acks = ['$JS.ACK.CALL.somebody-else.1.1.1.1.1'];
  const configuration = service === 'control' ? [] : ['$KV.config.line.line_1', 'incidents.bulk', 'calls.delete'];
  for (const subject of [...others, ...inboxes, ...acks, ...configuration]) {
    connection.publish(subject, '{}');
    await eventually(() => refusalsOf(service).some((text) => text.includes(`"${subject}"`)), atMost);
  }
});

it.each(services)('%s can neither purge nor delete a stream, nor touch what belongs to others', async (service) => {
  const manager = await brokerOf(service).manager();
  const bucket = `KV_${configBucket}`;
  await new Kvm(await operator.connected()).create(configBucket, { history: 1 });
  const refusal = { cause: { name: 'PermissionViolationError' } };
  for (const name of [...streams.map((stream) => stream.name), bucket]) {
    await expect(manager.streams.purge(name)).rejects.toMatchObject(refusal);
    if (name !== bucket)
      await expect(manager.consumers.add(name, { durable_name: 'spy' })).rejects.toMatchObject(refusal);
    await expect(manager.streams.delete(name)).rejects.toMatchObject(refusal);
    await expect(manager.streams.deleteMessage(name, 1)).rejects.toMatchObject(refusal);
    if (service !== 'control') {
      // whoever may change what a stream captures could read everybody's inbox
      await expect(manager.streams.update(name, { subjects: ['_INBOX_control.>'] })).rejects.toMatchObject(refusal);
    }
  }
  await expect(manager.streams.add({ name: 'MINE', subjects: ['_INBOX_control.>'] })).rejects.toMatchObject(refusal);
  const durables = traffic.flatMap(({ durables: all }) => all).filter((each) => each.service !== service);
  for (const { durable } of durables) {
    for (const { name } of streams) {
      await expect(manager.consumers.delete(name, durable)).rejects.toMatchObject(refusal);
      await expect(manager.consumers.info(name, durable)).rejects.toMatchObject(refusal);
    }
  }
});

it('nobody comes in without a password, nor with a wrong one', async () => {
  const { host } = new URL(testNats());
  for (const credentials of [{}, { user: 'control', pass: 'wrong' }, { user: 'nobody', pass: '' }]) {
    await expect(connect({ servers: host, reconnect: false, ...credentials })).rejects.toThrow(
      /Authorization Violation/,
    );
  }
});
