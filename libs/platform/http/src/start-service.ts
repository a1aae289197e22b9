import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Transport } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { streams } from '@ringdown/contracts';
import { BadSettings, readSettings, RefusedSettings, Settings } from '@ringdown/platform-config';
import {
  Broker,
  ConfigMirror,
  Consumer,
  DeadLetters,
  natsOptions,
  OutboxReader,
  Relay,
  replayOf,
} from '@ringdown/platform-messaging';
import { Database, isTransient, UnusableFolder } from '@ringdown/platform-persistence';
import { type Logger, NestLogger, withCorrelation } from '@ringdown/platform-telemetry';
import { FailureFilter } from './failure.filter.js';
import { httpAdapter } from './http-adapter.js';
import { openOperatorDoors } from './operator-doors.js';
import { Readiness } from './readiness.js';
import type { ServiceDefinition } from './service-definition.js';
import { ServiceModule } from './service-module.js';
import { LOGGER } from './service-tokens.js';

/** A server that is wrong from the beginning says so within this time; whoever starts a service is still there to read it. */
const startMs = 60_000;
const retryMs = 1000;

const settingsOrExit = (): Settings => {
  try {
    return readSettings();
  } catch (error) {
    return exitForSettings(error);
  }
};

function exitForSettings(error: unknown): never {
  if (!(error instanceof BadSettings)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

/**
 * Starts a service: its door first (so that it can say what it waits for), then Postgres, then what runs on it.
 * SIGTERM and SIGINT stop it gracefully: no new work, what is under way is finished, then everything is closed.
 */
export async function startService(definition: ServiceDefinition): Promise<void> {
  const startedAt = process.uptime();
  const settings = settingsOrExit();
  const app = await NestFactory.create<NestFastifyApplication>(
    ServiceModule.for(definition, settings),
    httpAdapter(settings),
    { bufferLogs: true, rawBody: false },
  );
  const logger = app.get<Logger>(LOGGER);
  app.useLogger(new NestLogger(logger));
  app.useGlobalFilters(new FailureFilter(logger));
  stopWhereRefused(app, definition);
  await prepareHttp(app, definition);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const given = request.headers['x-correlation-id'];
    withCorrelation(typeof given === 'string' ? given.slice(0, 200) : undefined, done);
  });
  openOperatorDoors(fastify, definition, app.get(Readiness));
  watchReadiness(app, definition);

  // from the disk copy at once: whoever asks first is not told that nothing is configured
  if (definition.mirrors.length > 0) app.get(ConfigMirror).start();
  const port = settings.port ?? definition.port;
  await listen(app, settings, port, definition.name);
  const stopRunning = open(app, definition, settings, logger);
  stopGracefully(app, stopRunning, logger);
  const seconds = Number((process.uptime() - startedAt).toFixed(3));
  for (const caution of definition.cautions ?? []) logger.warn({ ...definition.about }, caution);
  logger.info({ port, seconds, ...definition.about }, `${definition.name} listens`);
}

function cannotStart(name: string, why: string): never {
  process.stderr.write(`Cannot start ${name}: ${why}\n`);
  return process.exit(1);
}

/** A wrong password stops a start; one that is changed later stops nothing. */
function stopWhereRefused(app: NestFastifyApplication, { name }: ServiceDefinition): void {
  const refused = app.get(RefusedSettings);
  refused.starting((sentence) => cannotStart(name, sentence));
  setTimeout(() => refused.started(), startMs).unref();
}

async function prepareHttp(app: NestFastifyApplication, definition: ServiceDefinition): Promise<void> {
  try {
    await definition.prepareHttp?.(app);
  } catch (error) {
    if (!(error instanceof UnusableFolder)) throw error;
    cannotStart(definition.name, `DATA_DIR: ${error.message}. Name a folder that this service may write to.`);
  }
}

async function listen(app: NestFastifyApplication, { host }: Settings, port: number, name: string): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    cannotStart(name, `port ${port} is taken. Stop what listens there, or set PORT.`);
  }
}

/** Opens in the background what the service stands on; returns how to stop it. */
function open(
  app: NestFastifyApplication,
  definition: ServiceDefinition,
  { natsUrl }: Settings,
  logger: Logger,
): () => Promise<void> {
  const database = app.get(Database);
  const broker = app.get(Broker);
  const relay = app.get(Relay);
  const mirror = app.get(ConfigMirror);
  const readers = streams
    .filter(({ owner }) => owner === definition.name)
    .map(({ name }) => new OutboxReader(name, database, broker, logger));
  const consumers = (definition.eventHandlers?.(app) ?? []).map((handler) => {
    const consumer = new Consumer(handler, database, broker, logger);
    app.get(DeadLetters).serve(handler.durable, replayOf(handler), () => consumer.lagSeconds());
    return consumer;
  });
  const runnings: Promise<(() => Promise<void>) | void>[] = [Promise.resolve(definition.runAtOnce?.(app))];
  let stopped = false;

  broker.connected().catch(() => undefined);
  if (definition.answersRpc) {
    const options = { ...natsOptions(natsUrl, `ringdown-${definition.name}-answers`), queue: definition.name };
    app.connectMicroservice({ transport: Transport.NATS, options }, { inheritAppConfig: true });
    app.startAllMicroservices().catch((error: unknown) => logger.error({ err: error }, 'RPC cannot be answered'));
  }
  void database.open().then(
    () => {
      relay.start();
      for (const reader of readers) reader.start();
      for (const consumer of consumers) consumer.start();
      runnings.push(run(app, definition, logger, () => stopped));
    },
    (error: unknown) => {
      logger.fatal({ err: error }, 'the schema could not be migrated');
      process.exit(1);
    },
  );
  return async () => {
    stopped = true;
    mirror.stop();
    // who waits for a first connection need not be waited for
    if (!broker.up) await broker.close();
    for (const running of runnings) await (await running)?.();
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    await relay.stop();
    for (const reader of readers) reader.stop();
    await broker.close();
    await database.close();
    await definition.close?.(app);
  };
}

/** Tries again where Postgres went away in the meantime, or takes no writes yet. */
async function run(
  app: NestFastifyApplication,
  definition: ServiceDefinition,
  logger: Logger,
  isStopped: () => boolean,
): Promise<(() => Promise<void>) | void> {
  while (!isStopped()) {
    try {
      return await definition.run?.(app);
    } catch (error) {
      // some settings turn out to be bad only once Postgres is there
      if (error instanceof BadSettings) exitForSettings(error);
      if (!isTransient(error)) {
        logger.fatal({ err: error }, 'the service cannot do its work');
        process.exit(1);
      }
      logger.warn({ reason: String(error) }, 'the service cannot begin its work yet');
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
}

function watchReadiness(app: NestFastifyApplication, definition: ServiceDefinition): void {
  const readiness = app.get(Readiness);
  const broker = app.get(Broker);
  const mirror = app.get(ConfigMirror);
  readiness.add('nats', () => broker.problem && `${broker.problem}; events wait in the outbox`);
  readiness.add('postgres', () => app.get(Database).problem());
  if (definition.mirrors.length > 0) {
    readiness.add('configuration', () => (mirror.ready ? null : 'the configuration has not arrived yet'));
  }
}

function stopGracefully(app: NestFastifyApplication, stopRunning: () => Promise<void>, logger: Logger): void {
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), 10_000).unref();
    await app.close().catch((error: unknown) => logger.warn({ err: error }, 'while closing'));
    await stopRunning().catch((error: unknown) => logger.warn({ err: error }, 'while stopping'));
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
}
