import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, Journal } from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import { fixedClock } from '@ringdown/testkit';
import type { HttpAdapterHost } from '@nestjs/core';
import fastify from 'fastify';
import { HeartbeatRoute } from '../heartbeat/heartbeat.route.js';
import { Intake } from '../intake/intake.js';
import { type IntakeEntry, ReceivedEventRepository } from '../intake/index.js';
import { drainIntoOutbox, OutboxWriter } from '../intake/outbox-writer.js';
import { migrations } from '../migrations/index.js';
import type { IntegrationDocument, IntegrationTokens } from '../webhooks/integration-tokens.js';
import { MonitorRoute } from '../webhooks/monitor.route.js';
import { OpsgenieRoute } from '../webhooks/opsgenie.route.js';
import { PagerDutyRoute } from '../webhooks/pagerduty.route.js';
import { Receiver } from '../webhooks/receiver.js';
import { type SenderGuard, SenderGuards } from '../webhooks/sender-guards.js';

const logger = createLogger('test', 'silent');

type Tokens = Pick<IntegrationTokens, 'find' | 'ready'>;

/** An integration as the configuration has it. */
export const anIntegration = (fields: Partial<IntegrationDocument> = {}): IntegrationDocument => ({
  id: 'int_1',
  name: 'Monitor',
  type: 'webhook',
  mapping: null,
  everyMinutes: null,
  graceMinutes: null,
  subjectWords: null,
  clientSecret: null,
  escalationPolicyId: null,
  teamIds: [],
  channelIds: [],
  ackTimeoutMinutes: null,
  resolveAfterMinutes: null,
  flapping: null,
  tokenHash: '',
  tokenSecret: '',
  ...fields,
});

/** The tokens that the server knows: `tok`. */
export const knownTokens: Tokens = {
  ready: true,
  find: (token) => Promise.resolve(token === 'tok' ? anIntegration() : undefined),
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
export async function pushServer(url: string, tokens: Tokens = knownTokens, guards: readonly SenderGuard[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'ringdown-ingest-'));
  const writer = new OutboxWriter({ url, schema: 'ingest', logger });
  const journal = new Journal<IntakeEntry>({ path: join(folder, 'alerts.jsonl'), logger });
  const drain = drainIntoOutbox(journal, writer, logger);
  const intake = new Intake({ writer, journal, drain, logger });
  await intake.open();
  drain.start();
  const server = fastify({
    bodyLimit: 1024 * 1024,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1000 },
  });
  const host = { httpAdapter: { getInstance: () => server } } as unknown as HttpAdapterHost;
  const clock = fixedClock('2026-01-05T09:00:00.000Z');
  const receiver = new Receiver(intake, new SenderGuards(guards), clock, logger);
  new MonitorRoute(tokens as IntegrationTokens, receiver, host, logger).onModuleInit();
  new PagerDutyRoute(tokens as IntegrationTokens, receiver, host, logger).onModuleInit();
  const database = await migratedDatabase(url);
  const receivedEvents = new ReceivedEventRepository(database, clock, logger);
  new OpsgenieRoute(tokens as IntegrationTokens, receiver, receivedEvents, host, logger).onModuleInit();
  new HeartbeatRoute(tokens as IntegrationTokens, intake, clock, host, logger).onModuleInit();
  const origin = await server.listen({ host: '127.0.0.1', port: 0 });

  async function push(
    body: string | Buffer | object,
    headers: Record<string, string> = {},
    token = 'tok',
    place = 'push-events',
  ): Promise<Answer> {
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
    const response = await fetch(`${origin}/${token}/${place}`, {
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
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { origin, push, receiver, journal, clock, close };
}
