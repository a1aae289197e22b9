import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LOGGER, Readiness } from '@ringdown/platform-http';
import { Broker, RpcClient } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import { IdempotencyRepository } from './api/index.js';
import { SessionRepository } from './auth/index.js';
import { ConfigurationPublisher } from './configuration/index.js';
import { TestModeService, TestModeTimers } from './lines/index.js';
import { FirstStart } from './users/index.js';

const catchUpMs = 2000;
const testModeMs = 3000;
const hourMs = 3600 * 1000;

/** What control does by itself once Postgres is there. Answers how to stop it. */
export async function keepWorking(app: NestFastifyApplication): Promise<() => Promise<void>> {
  const logger = app.get<Logger>(LOGGER);
  const feed = app.get(ConfigurationPublisher, { strict: false });
  const broker = app.get(Broker, { strict: false });
  const sessions = app.get(SessionRepository, { strict: false });
  const repeated = app.get(IdempotencyRepository, { strict: false });
  const testMode = app.get(TestModeService, { strict: false });
  const timers = app.get(TestModeTimers, { strict: false });
  const reconcile = (): Promise<void> =>
    feed.reconcile().catch((error: unknown) => logger.warn({ err: error }, 'the configuration bucket is out of reach'));

  await app.get(FirstStart, { strict: false }).run();
  void broker.connected().then(reconcile, () => undefined);
  broker.whenReconnected(() => void reconcile());
  const readiness = app.get(Readiness);
  readiness.add('redis', () => timers.problem && `${timers.problem}; the sweep does the timers, some seconds late`);
  timers.listen({ 'test-mode-end': () => testMode.endExpired() });
  const sweeps = [
    new Sweep({ name: 'reconcile configuration', everyMs: catchUpMs, logger }, () => feed.catchUp()),
    new Sweep({ name: 'end test mode', everyMs: testModeMs, logger }, () => testMode.endExpired()),
    new Sweep({ name: 'forget sessions', everyMs: hourMs, logger }, () => sessions.forgetExpired()),
    new Sweep({ name: 'forget idempotency keys', everyMs: hourMs, logger }, () => repeated.forgetOld()),
  ];
  for (const sweep of sweeps) sweep.start();
  return async () => {
    await Promise.all(sweeps.map((sweep) => sweep.stop()));
    await timers.close();
    await app.get(RpcClient, { strict: false }).close();
  };
}
