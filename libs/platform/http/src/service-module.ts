import { join } from 'node:path';
import { type DynamicModule, type FactoryProvider, Global, Module, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from '@ringdown/kernel';
import { BadSettings, RefusedSettings, SecretCipher, Settings } from '@ringdown/platform-config';
import { Broker, ConfigMirror, DeadLetters, Relay } from '@ringdown/platform-messaging';
import { Database, messagingEntities } from '@ringdown/platform-persistence';
import { createLogger, type Logger } from '@ringdown/platform-telemetry';
import type { DataSource } from 'typeorm';
import { deadLettersController } from './dead-letters.controller.js';
import { Readiness } from './health.js';
import { LOGGER, SERVICE, type ServiceOptions } from './service-options.js';
import { ServiceParts, ServiceRuntime } from './service-runtime.js';

class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/**
 * What every service stands on, made without touching the world: `AppModule` imports it with what differs between services, and
 * `startService` opens it.
 */
@Global()
@Module({})
export class ServiceModule {
  static forService(options: ServiceOptions): DynamicModule {
    const providers = providersOf(options);
    // @nestjs/typeorm would make a data source of its own and wait for Postgres
    const dataSource = TypeOrmModule.forRootAsync({
      inject: [Database],
      useFactory: async (database: Database) => ({
        type: 'postgres',
        manualInitialization: true,
        retryAttempts: 1,
        extra: await database.dataSource(),
      }),
      dataSourceFactory: (given) => Promise.resolve(given?.extra as DataSource),
    });
    return {
      module: ServiceModule,
      imports: [DiscoveryModule, TerminusModule.forRoot({ logger: false }), dataSource],
      controllers: [deadLettersController(options.name)],
      providers: [...providers, Readiness, ServiceRuntime],
      exports: [...providers, Readiness, ServiceRuntime],
    };
  }
}

/** A service's module with the settings of this process, or of a test. */
export function withSettings(module: Type | DynamicModule, settings: Settings): DynamicModule {
  class Process {}
  const given = { provide: Settings, useValue: settings };
  return { module: Process, global: true, imports: [module], providers: [given], exports: [Settings] };
}

type Parts = [Logger, Database, Broker, ConfigMirror, Relay, DeadLetters];

function providersOf(options: ServiceOptions): FactoryProvider[] {
  const { name, schema, migrations, entities = [], mirrors, poolSize } = options;
  return [
    { provide: SERVICE, useFactory: () => options },
    { provide: LOGGER, useFactory: ({ logLevel }: Settings) => createLogger(name, logLevel), inject: [Settings] },
    { provide: RefusedSettings, useFactory: (logger: Logger) => new RefusedSettings(logger), inject: [LOGGER] },
    { provide: Clock, useFactory: () => new SystemClock() },
    { provide: SecretCipher, useFactory: ({ secretKey }: Settings) => new SecretCipher(secretKey), inject: [Settings] },
    {
      provide: Database,
      useFactory: ({ databaseUrl }: Settings, logger: Logger, refused: RefusedSettings) =>
        new Database({
          url: databaseUrl,
          schema,
          migrations,
          entities: [...messagingEntities, ...entities],
          logger,
          onRefused: (...refusal) => refused.report('DATABASE_URL', ...refusal),
          onFailed: (error) => giveUp(logger, error),
          ...(poolSize ? { poolSize } : {}),
        }),
      inject: [Settings, LOGGER, RefusedSettings],
    },
    {
      provide: Broker,
      useFactory: ({ natsUrl }: Settings, logger: Logger, refused: RefusedSettings) =>
        new Broker(natsUrl, name, logger, (...refusal) => refused.report('NATS_URL', ...refusal)),
      inject: [Settings, LOGGER, RefusedSettings],
    },
    {
      provide: ConfigMirror,
      useFactory: (broker: Broker, { dataDir }: Settings, logger: Logger) =>
        new ConfigMirror(broker, mirrors, join(dataDir, 'configuration.json'), logger),
      inject: [Broker, Settings, LOGGER],
    },
    {
      provide: Relay,
      useFactory: (database: Database, broker: Broker, logger: Logger) => new Relay(database, broker, logger),
      inject: [Database, Broker, LOGGER],
    },
    {
      provide: DeadLetters,
      useFactory: (database: Database, logger: Logger) => new DeadLetters(database, logger),
      inject: [Database, LOGGER],
    },
    {
      provide: ServiceParts,
      useFactory: (...[logger, database, broker, mirror, relay, deadLetters]: Parts) =>
        ({ service: options, logger, database, broker, mirror, relay, deadLetters }) satisfies ServiceParts,
      inject: [LOGGER, Database, Broker, ConfigMirror, Relay, DeadLetters],
    },
  ];
}

/** What a service does once Postgres is there failed for good. Some settings turn out to be bad only then. */
function giveUp(logger: Logger, error: unknown): never {
  if (error instanceof BadSettings) process.stderr.write(`${error.message}\n`);
  else logger.fatal({ err: error }, 'the service cannot do its work');
  process.exit(1);
}
