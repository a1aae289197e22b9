import { migrations } from './migrations/index.js';
import cookie from '@fastify/cookie';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rulesCaution, timeZoneRules } from '@ringdown/domain-oncall';
import { writeJson } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import { LOGGER, Readiness, type ServiceDefinition } from '@ringdown/platform-http';
import { Broker } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import { IdempotencyRepository, limitRequestBodies, refuseNul } from './api/index.js';
import { AppModule } from './app.module.js';
import { SessionRepository } from './auth/index.js';
import { ConfigurationPublisher } from './configuration/index.js';
import { sendSecurityHeaders, serveConsole } from './console/index.js';
import { TestModeService, TestModeTimers } from './lines/index.js';
import { FirstStart } from './users/index.js';

export const controlDefinition: ServiceDefinition = {
  name: 'control',
  port: 3000,
  module: AppModule,
  schema: 'control',
  about: { timeZoneRules, runtimeTimeZoneRules: process.versions['tz'] ?? 'unknown' },
  cautions: [rulesCaution(process.versions['tz'])].flatMap((caution) =>
    caution ? [`${caution.text} ${caution.fix}`] : [],
  ),
  migrations,
  mirrors: [],
  prepareHttp,
  run: runBackgroundJobs,
};

/** What HTTP needs before the routes. */
export async function prepareHttp(app: NestFastifyApplication): Promise<void> {
  // an incident's details leave as they were written, to the digit
  app.getHttpAdapter().getInstance().setReplySerializer(writeJson);
  await sendSecurityHeaders(app, app.get(Settings).publicUrl);
  await app.register(cookie);
  refuseNul(app);
  await limitRequestBodies(app);
  await serveConsole(app);
  const firstStart = app.get(FirstStart, { strict: false });
  app.get(Readiness).add('first start', () => firstStart.missing);
}

const catchUpMs = 2000;
const testModeMs = 3000;
const hourMs = 3600 * 1000;

/** What control does by itself once Postgres is there; answers how to stop it. */
export async function runBackgroundJobs(app: NestFastifyApplication): Promise<() => Promise<void>> {
  const logger = app.get<Logger>(LOGGER);
  const publisher = app.get(ConfigurationPublisher, { strict: false });
  const broker = app.get(Broker, { strict: false });
  const sessions = app.get(SessionRepository, { strict: false });
  const idempotency = app.get(IdempotencyRepository, { strict: false });
  const testMode = app.get(TestModeService, { strict: false });
  const timers = app.get(TestModeTimers, { strict: false });
  const reconcile = (): Promise<void> =>
    publisher
      .reconcile()
      .catch((error: unknown) => logger.warn({ err: error }, 'the configuration bucket is out of reach'));

  await app.get(FirstStart, { strict: false }).run();
  void broker.connected().then(reconcile, () => undefined);
  broker.whenReconnected(() => void reconcile());
  const readiness = app.get(Readiness);
  readiness.add('redis', () => timers.problem && `${timers.problem}; the sweep does the timers, some seconds late`);
  timers.listen({ 'test-mode-end': () => testMode.endExpired() });
  const sweeps = [
    new Sweep({ name: 'reconcile configuration', everyMs: catchUpMs, logger }, () => publisher.catchUp()),
    new Sweep({ name: 'end test mode', everyMs: testModeMs, logger }, () => testMode.endExpired()),
    new Sweep({ name: 'forget sessions', everyMs: hourMs, logger }, () => sessions.forgetExpired()),
    new Sweep({ name: 'forget idempotency keys', everyMs: hourMs, logger }, () => idempotency.forgetOld()),
  ];
  for (const sweep of sweeps) sweep.start();
  return async () => {
    await Promise.all(sweeps.map((sweep) => sweep.stop()));
    await timers.close();
  };
}
