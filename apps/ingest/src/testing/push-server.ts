import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutboxEvent } from '@ringdown/platform-messaging';
import { Database, Journal } from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import { fixedClock } from '@ringdown/testkit';
import type { HttpAdapterHost } from '@nestjs/core';
import fastify from 'fastify';
import { Intake } from '../intake/intake.js';
import { drainIntoOutbox, OutboxWriter } from '../intake/outbox-writer.js';
import { migrations } from '../migrations/index.js';
import type { IntegrationTokens } from '../senders/integration-tokens.js';
import { PushEventsRoute } from '../senders/push-events/push-events.route.js';

const logger = createLogger('test', 'silent');

type Tokens = Pick<IntegrationTokens, 'find' | 'ready'>;

/** The tokens that the server knows. */
export const knownTokens: Tokens = {
  ready: true,
  find: (token) => Promise.resolve(token === 'tok' ? 'int_1' : undefined),
};

export async function migratedDatabase(url: string): Promise<Database> {
  const database = new Database({ url, schema: 'ingest', migrations, logger });
  await database.open();
  return database;
}

export interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: unknown;
}

/** The route as in production, on a port of its own; `url` leads to Postgres. */
export async function pushServer(url: string, tokens: Tokens = knownTokens) {
  const folder = mkdtempSync(join(tmpdir(), 'ringdown-ingest-'));
  const writer = new OutboxWriter({ url, schema: 'ingest', logger });
  const journal = new Journal<OutboxEvent>({ path: join(folder, 'alerts.jsonl'), logger });
  const drain = drainIntoOutbox(journal, writer, logger);
  const intake = new Intake({ writer, journal, drain, logger });
  await intake.open();
  drain.start();
  const server = fastify({ bodyLimit: 1024 * 1024 });
  const host = { httpAdapter: { getInstance: () => server } } as unknown as HttpAdapterHost;
  const clock = fixedClock('2026-01-05T09:00:00.000Z');
  new PushEventsRoute(tokens as IntegrationTokens, intake, clock, host, logger).onModuleInit();
  const origin = await server.listen({ host: '127.0.0.1', port: 0 });

  async function push(
    body: string | Buffer | object,
    headers: Record<string, string> = {},
    token = 'tok',
  ): Promise<Answer> {
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
    const response = await fetch(`${origin}/${token}/push-events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: isRaw ? body : JSON.stringify(body),
    });
    const type = response.headers.get('content-type')?.split(';')[0];
    return { status: response.status, type, body: await response.json() };
  }

  const close = async (): Promise<void> => {
    await server.close();
    await drain.stop();
    await intake.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { origin, push, journal, close };
}
