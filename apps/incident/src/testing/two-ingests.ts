import { type EventData, ingestEvents } from '@ringdown/contracts';
import { appendToOutbox, Broker, outboxEvent, Relay } from '@ringdown/platform-messaging';
import { Database, dropMessagingTables, messagingTables, newId } from '@ringdown/platform-persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { silent } from './migrated-database.js';

class CreateOutbox1795219200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messagingTables);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropMessagingTables);
  }
}

type Alert = Partial<EventData<typeof ingestEvents.alertAccepted>>;

/** Two instances of what accepts alerts: one outbox, two pools of connections, two relays that share a leader lock. */
export async function twoIngests(postgresUrl: string, natsUrl: string) {
  const instances: { database: Database; broker: Broker; relay: Relay }[] = [];
  for (const name of ['a', 'b']) {
    const options = { url: postgresUrl, schema: 'ingest', migrations: [CreateOutbox1795219200000], logger: silent };
    const database = new Database(options);
    await database.open();
    const broker = new Broker(natsUrl, `ingest-${name}`, silent);
    const relay = new Relay(database, broker, silent);
    relay.start();
    instances.push({ database, broker, relay });
  }

  /** Resolves when the alert is durable, as an answer 200 would come. */
  async function accept(alert: Alert, instance = 0): Promise<void> {
    const id = newId('event');
    const data = {
      id,
      integrationId: 'int_1',
      title: 'Disk full',
      key: null,
      body: null,
      severity: null,
      priority: null,
      status: 'trigger' as const,
      warnings: [],
      acceptedAt: new Date().toISOString(),
      ...alert,
    };
    const { database } = instances[instance] ?? { database: null };
    if (!database) throw new Error(`there is no instance ${instance}`);
    await appendToOutbox(database, 'ingest', [
      outboxEvent(ingestEvents.alertAccepted, data, { id, correlationId: id }),
    ]);
  }

  async function close(): Promise<void> {
    for (const { relay, broker, database } of instances) {
      await relay.stop();
      await broker.close();
      await database.close();
    }
  }
  return { accept, close };
}
