import { randomBytes } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readSettings } from '@ringdown/platform-config';
import { FailureFilter, httpAdapter, LOGGER, ServiceRuntime, withSettings } from '@ringdown/platform-http';
import { Broker } from '@ringdown/platform-messaging';
import { Database } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { freshDatabase, testNats, testRedis } from '@ringdown/testkit';
import { AppModule } from '../app.module.js';
import { controlOptions } from '../control.options.js';
import { TestModeTimers } from '../lines/test-mode.service.js';
import { FirstStart } from '../users/first-start.js';
import { Client } from './client.js';

export const adminKey = 'rd_0123456789abcdefghij';
export const admin = { email: 'admin@ringdown.example', password: 'correct-horse' };

export interface Route {
  readonly method: string;
  readonly url: string;
}

/** Control as it is, on a database of its own, asked without a port. */
export interface ControlUnderTest {
  readonly app: NestFastifyApplication;
  readonly client: Client;
  readonly database: Database;
  readonly broker: Broker;
  /** Every route that control answers, whoever registered it. */
  readonly routes: readonly Route[];
  stop(): Promise<void>;
}

interface Running {
  /** True where its sweeps and timers run, as in production. */
  readonly withJobs?: boolean;
}

export async function startControl(
  settings: Readonly<Record<string, string>> = {},
  { withJobs = false }: Running = {},
): Promise<ControlUnderTest> {
  const fresh = await freshDatabase();
  const read = readSettings({ ...defaults(), DATABASE_URL: fresh.url, ...settings });
  const adapter = httpAdapter(read);
  const routes: Route[] = [];
  adapter.getInstance().addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url });
  });
  const module = withSettings(AppModule, read);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: false });
  app.useGlobalFilters(new FailureFilter(app.get<Logger>(LOGGER)));
  const [database, broker] = [app.get(Database), app.get(Broker)];
  // a start that fails is seen below, and ends no test
  Object.assign(database.options, { onFailed: () => undefined });
  // the tests share one queue of timers: who does not need them takes none of another's
  if (!withJobs) app.get(TestModeTimers, { strict: false }).listen = () => undefined;
  await controlOptions.configureHttp?.(app, read);
  await app.init();
  await adapter.getInstance().ready();
  if (withJobs) app.get(ServiceRuntime).start();
  else await database.open();
  await Promise.all([database.opened, broker.connected()]);
  const stop = async (): Promise<void> => {
    await app.close();
    await fresh.drop();
  };
  try {
    await app.get(FirstStart, { strict: false }).run();
  } catch (error) {
    await stop();
    throw error;
  }
  return { app, client: new Client(app, { authorization: `Bearer ${adminKey}` }), database, broker, routes, stop };
}

const defaults = (): Record<string, string> => ({
  NATS_URL: testNats(),
  REDIS_URL: testRedis(),
  PUBLIC_URL: 'http://127.0.0.1:3000',
  VOICE_URL: 'http://127.0.0.1:3002',
  INGEST_URL: 'http://127.0.0.1:3001',
  // one of its own: the counts of failed tries are kept by it in the Redis that all tests share
  SECRET_KEY: randomBytes(16).toString('hex'),
  RINGDOWN_ADMIN_EMAIL: admin.email,
  RINGDOWN_ADMIN_PASSWORD: admin.password,
  RINGDOWN_API_KEY: adminKey,
  LOG_LEVEL: 'silent',
});
