import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Transport } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { BadSettings, readSettings, RefusedSettings, Settings } from '@ringdown/platform-config';
import { Broker, ConfigMirror, natsOptions } from '@ringdown/platform-messaging';
import { Database, UnusableFolder } from '@ringdown/platform-persistence';
import { type Logger, NestLogger, withCorrelation } from '@ringdown/platform-telemetry';
import { Readiness, serveHealth } from './health.js';
import { FailureFilter } from './problem.js';
import { withSettings } from './service-module.js';
import { LOGGER, SERVICE, type ServiceOptions } from './service-options.js';
import { CannotStart, ServiceRuntime } from './service-runtime.js';

/** A server that is wrong from the beginning says so within this time; whoever starts a service is still there to read it. */
const startMs = 60_000;

function settingsOrExit(): Settings {
  try {
    return readSettings();
  } catch (error) {
    if (!(error instanceof BadSettings)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}

/**
 * Starts the service whose module imports `ServiceModule.forService`: its port first (so that it can say what it waits for), then
 * Postgres, then what runs on it. SIGTERM and SIGINT stop it gracefully: no new work, what is under way is finished, then everything
 * is closed.
 */
export async function startService(service: Type): Promise<void> {
  const startedAt = process.uptime();
  const settings = settingsOrExit();
  const root = withSettings(service, settings);
  const app = await NestFactory.create<NestFastifyApplication>(root, httpAdapter(settings), {
    bufferLogs: true,
    rawBody: false,
  });
  const options = app.get<ServiceOptions>(SERVICE);
  const logger = app.get<Logger>(LOGGER);
  const { name } = options;
  app.useLogger(new NestLogger(logger));
  app.useGlobalFilters(new FailureFilter(logger));
  stopWhereRefused(app, name);
  const port = settings.port ?? options.port;
  try {
    await configureHttp(app, options, settings);
    // from the disk copy at once: whoever asks first is not told that nothing is configured
    if (options.mirrors.length > 0) app.get(ConfigMirror).start();
    await app.listen(port, settings.host);
  } catch (error) {
    cannotStart(name, reasonToStop(error, port));
  }
  app.get(ServiceRuntime).start();
  if (options.answersRpc) answerRpc(app, name, settings, logger);
  stopGracefully(app, logger);
  const seconds = Number((process.uptime() - startedAt).toFixed(3));
  for (const caution of options.cautions ?? []) logger.warn({ ...options.about }, caution);
  logger.info({ port, seconds, ...options.about }, `${name} listens`);
}

function cannotStart(name: string, why: string): never {
  process.stderr.write(`Cannot start ${name}: ${why}\n`);
  return process.exit(1);
}

/** @throws what was thrown, where it is a bug. */
function reasonToStop(error: unknown, port: number): string {
  if (error instanceof CannotStart) return error.message;
  if (error instanceof UnusableFolder)
    return `DATA_DIR: ${error.message}. Name a folder that this service may write to.`;
  if ((error as { code?: string }).code === 'EADDRINUSE')
    return `port ${port} is taken. Stop what listens there, or set PORT.`;
  throw error;
}

/** A wrong password stops a start; one that is changed later stops nothing. */
function stopWhereRefused(app: NestFastifyApplication, name: string): void {
  const refused = app.get(RefusedSettings);
  refused.starting((sentence) => cannotStart(name, sentence));
  setTimeout(() => refused.started(), startMs).unref();
}

async function configureHttp(app: NestFastifyApplication, options: ServiceOptions, settings: Settings): Promise<void> {
  await options.configureHttp?.(app, settings);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const given = request.headers['x-correlation-id'];
    withCorrelation(typeof given === 'string' ? given.slice(0, 200) : undefined, done);
  });
  serveHealth(fastify, options, app.get(Readiness));
  watchReadiness(app, options);
}

function watchReadiness(app: NestFastifyApplication, { mirrors }: ServiceOptions): void {
  const readiness = app.get(Readiness);
  const broker = app.get(Broker);
  const mirror = app.get(ConfigMirror);
  readiness.add('nats', () => broker.problem && `${broker.problem}; events wait in the outbox`);
  readiness.add('postgres', () => app.get(Database).problem());
  if (mirrors.length > 0) {
    readiness.add('configuration', () => (mirror.ready ? null : 'the configuration has not arrived yet'));
  }
}

function answerRpc(app: NestFastifyApplication, name: string, { natsUrl }: Settings, logger: Logger): void {
  const options = { ...natsOptions(natsUrl, `ringdown-${name}-answers`), queue: name };
  app.connectMicroservice({ transport: Transport.NATS, options }, { inheritAppConfig: true });
  app.startAllMicroservices().catch((error: unknown) => logger.error({ err: error }, 'RPC cannot be answered'));
}

function stopGracefully(app: NestFastifyApplication, logger: Logger): void {
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), 10_000).unref();
    await app.close().catch((error: unknown) => logger.warn({ err: error }, 'while stopping'));
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
}

/** HTTP as every service speaks it. Only a trusted proxy says whom a request comes from; anybody else could claim to be anyone. */
export const httpAdapter = ({ trustedProxies }: Pick<Settings, 'trustedProxies'>): FastifyAdapter =>
  new FastifyAdapter({
    trustProxy: [...trustedProxies],
    bodyLimit: 1024 * 1024,
    forceCloseConnections: 'idle',
    // whoever pastes an address adds a slash now and then; a signed link is longer than the 100 characters that Fastify allows
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1000 },
  });
