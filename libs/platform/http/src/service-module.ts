import { join } from 'node:path';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { RefusedSettings, SecretCipher, Settings } from '@ringdown/platform-config';
import { Broker, ConfigMirror, DeadLetters, Relay } from '@ringdown/platform-messaging';
import { Database } from '@ringdown/platform-persistence';
import { createLogger, type Logger } from '@ringdown/platform-telemetry';
import { deadLettersController } from './dead-letters.controller.js';
import { Readiness } from './readiness.js';
import type { ServiceDefinition } from './service-definition.js';
import { LOGGER } from './service-tokens.js';

class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** What every service stands on, made without touching the world; `startService` opens it. */
@Global()
@Module({})
export class ServiceModule {
  static for(definition: ServiceDefinition, settings: Settings): DynamicModule {
    const logger = createLogger(definition.name, settings.logLevel);
    const refused = new RefusedSettings(logger);
    const database = new Database({
      url: settings.databaseUrl,
      schema: definition.schema,
      migrations: definition.migrations,
      logger,
      onRefused: (...refusal) => refused.report('DATABASE_URL', ...refusal),
      ...(definition.poolSize ? { poolSize: definition.poolSize } : {}),
    });
    const broker = new Broker(settings.natsUrl, definition.name, logger, (...refusal) =>
      refused.report('NATS_URL', ...refusal),
    );
    const mirror = new ConfigMirror(broker, definition.mirrors, join(settings.dataDir, 'configuration.json'), logger);
    const providers = [
      { provide: Settings, useValue: settings },
      { provide: LOGGER, useValue: logger satisfies Logger },
      { provide: RefusedSettings, useValue: refused },
      { provide: Clock, useValue: new SystemClock() },
      { provide: SecretCipher, useValue: new SecretCipher(settings.secretKey) },
      { provide: Database, useValue: database },
      { provide: Broker, useValue: broker },
      { provide: ConfigMirror, useValue: mirror },
      { provide: Relay, useValue: new Relay(database, broker, logger) },
      { provide: DeadLetters, useValue: new DeadLetters(database, logger) },
      { provide: Readiness, useValue: new Readiness() },
    ];
    return {
      module: ServiceModule,
      imports: [definition.module],
      controllers: [deadLettersController(definition.name)],
      providers,
      exports: providers.map((p) => p.provide),
    };
  }
}
