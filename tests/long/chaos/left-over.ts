import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { natsOptions } from '@ringdown/platform-messaging';
import type { EffectWatch } from './effect-watch.ts';
import type { ChaosSystem } from './system.ts';

const schemas = ['ingest', 'call_routing', 'control', 'incident', 'notification'];
const deadLetterTables = ['dead_letter', 'parked'];

/** How much of each kind waits, lives or has failed. */
export type LeftOver = Readonly<Record<string, number>>;

/** What is on its way in the system: when everything is done, all of it is 0. */
export async function leftOver({ started }: ChaosSystem, watch: EffectWatch): Promise<LeftOver> {
  const tables = await watch.ask<{ schema: string; name: string }>(
    `select table_schema as schema, table_name as name from information_schema.tables where table_schema = any($1)`,
    [schemas],
  );
  const count = async (text: string): Promise<number> => Number((await watch.ask<{ n: string }>(text))[0]?.n ?? 0);
  const found: Record<string, number> = {};
  for (const { schema, name } of tables) {
    if (name === 'outbox')
      found[`unpublished events of ${schema}`] = await count(
        `select count(*) as n from ${schema}.outbox where published_at is null`,
      );
    if (deadLetterTables.includes(name))
      found[`dead letters of ${schema}`] = await count(`select count(*) as n from ${schema}.${name}`);
  }
  found['live calls'] = await count('select count(*) as n from call_routing.call where ended_at is null');
  found['deliveries not delivered'] = await count(
    `select count(*) as n from notification.delivery where status <> 'delivered'`,
  );
  return { ...found, ...(await consumersBehind(started.urls.nats)), ...journalBytes(started.folder) };
}

async function consumersBehind(url: string): Promise<LeftOver> {
  const connection = await connect({
    ...natsOptions(url, 'chaos'),
    reconnect: false,
    waitOnFirstConnect: false,
    timeout: 2000,
  });
  try {
    const manager = await jetstreamManager(connection);
    const found: Record<string, number> = {};
    for await (const stream of manager.streams.list()) {
      for await (const { config, num_pending, num_ack_pending } of manager.consumers.list(stream.config.name)) {
        const { durable_name: name } = config;
        if (name) found[`events before ${name}`] = num_pending + num_ack_pending;
      }
    }
    return found;
  } finally {
    await connection.close();
  }
}

function journalBytes(folder: string): LeftOver {
  const journals = join(folder, 'disks/journals');
  const files = readdirSync(journals, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.jsonl'));
  return Object.fromEntries(files.map((file) => [`bytes in ${file}`, statSync(join(journals, file)).size]));
}

/** What there is now and was not before. */
export const moreThan = (before: LeftOver, now: LeftOver): readonly string[] =>
  Object.entries(now).flatMap(([what, n]) => (n > (before[what] ?? 0) ? [`${n - (before[what] ?? 0)} ${what}`] : []));
