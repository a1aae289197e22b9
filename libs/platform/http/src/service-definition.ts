import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EventHandler } from '@ringdown/platform-messaging';
import type { ServiceOptions } from './service-options.js';

/** @deprecated `ServiceModule.forService`, hooks, `@EventHandler` and `@Sweep`. What differs between services that are not moved yet. */
export interface ServiceDefinition extends Omit<ServiceOptions, 'durables' | 'sweeps' | 'configureHttp'> {
  readonly module: Type | DynamicModule;
  /** What it does when events of others arrive. */
  readonly eventHandlers?: (app: NestFastifyApplication) => readonly EventHandler[];
  /** HTTP particulars (body parsers, cookies, static files), before the routes. */
  readonly prepareHttp?: (app: NestFastifyApplication) => void | Promise<void>;
  /** Runs as soon as it listens, with Postgres unavailable too. What it returns runs at the stop. */
  readonly runAtOnce?: (app: NestFastifyApplication) => () => Promise<void>;
  /** Runs once Postgres is there and migrated: sweeps, timers, seeds. What it returns runs at the stop. */
  readonly run?: (app: NestFastifyApplication) => Promise<(() => Promise<void>) | void> | (() => Promise<void>) | void;
  /** The last thing at the stop, when nothing runs any more. */
  readonly close?: (app: NestFastifyApplication) => Promise<void>;
}
