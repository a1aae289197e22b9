import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { DiscoveryService, HttpAdapterHost } from '@nestjs/core';
import { streams } from '@ringdown/contracts';
import {
  type Broker,
  type ConfigMirror,
  Consumer,
  type DeadLetters,
  type EventHandler,
  eventHandlersOf,
  OutboxReader,
  type Relay,
  replayOf,
} from '@ringdown/platform-messaging';
import type { Database } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { type DeclaredSweep, PeriodicTask, sweepsOf } from '@ringdown/platform-timers';
import type { ServiceOptions } from './service-options.js';

/** What somebody has to set right before this service can start, as a sentence. */
export class CannotStart extends Error {}

interface Stoppable {
  start(): void;
  stop(): Promise<void> | void;
}

/** What every service runs on. */
export abstract class ServiceParts {
  abstract readonly service: ServiceOptions;
  abstract readonly logger: Logger;
  abstract readonly database: Database;
  abstract readonly broker: Broker;
  abstract readonly mirror: ConfigMirror;
  abstract readonly relay: Relay;
  abstract readonly deadLetters: DeadLetters;
}

/**
 * Finds the event handlers and the sweeps of a service when it boots, runs them, and stops in this order: no new requests, then
 * sweeps and events that are under way are finished, then (after what the modules close) NATS and Postgres are closed.
 */
@Injectable()
export class ServiceRuntime implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown {
  private handlers: readonly EventHandler[] = [];
  private sweeps: readonly DeclaredSweep[] = [];
  private readonly tasks: Stoppable[] = [];
  private consumers: readonly Consumer[] = [];
  private readers: readonly OutboxReader[] = [];
  private isStopped = false;

  constructor(
    private readonly parts: ServiceParts,
    private readonly discovery: DiscoveryService,
    private readonly http: HttpAdapterHost,
  ) {}

  /** @throws CannotStart where a durable or a sweep is there twice, is listed and not there, or is there and not listed. */
  onModuleInit(): void {
    const instances = this.instances();
    this.handlers = instances.flatMap(eventHandlersOf);
    this.sweeps = instances.flatMap(sweepsOf);
    const { durables, sweeps } = this.parts.service;
    const handled = this.handlers.map(({ durable }) => durable);
    compare(handled, durables, {
      twice: (name) => `two event handlers follow events as ${name}. Give one of them a durable of its own.`,
      missing: (name) =>
        `no event handler follows events as ${name}. Import the module that has it, or take it out of the service's durables.`,
      unlisted: (name) => `an event handler follows events as ${name}, which the service's durables do not list.`,
    });
    const swept = this.sweeps.map(({ name }) => name);
    compare(swept, sweeps, {
      twice: (name) => `two sweeps are named "${name}". Give one of them a name of its own.`,
      missing: (name) =>
        `there is no sweep named "${name}". Import the module that has it, or take it out of the service's sweeps.`,
      unlisted: (name) => `the service's sweeps do not list "${name}".`,
    });
  }

  /** Opens in the background what the service stands on, and starts what it does. */
  start(): void {
    const { service, database, broker, logger } = this.parts;
    broker.connected().catch(() => undefined);
    this.consumers = this.handlers.map((handler) => this.consumerOf(handler));
    this.readers = streams
      .filter(({ owner }) => owner === service.name)
      .map(({ name }) => new OutboxReader(name, database, broker, logger));
    this.startSweeps(this.sweeps.filter(({ starts }) => starts === 'at boot'));
    database.whenOpen(() => this.startOnPostgres());
    database.open().catch((error: unknown) => {
      logger.fatal({ err: error }, 'the schema could not be migrated');
      process.exit(1);
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    const { broker, mirror, relay } = this.parts;
    this.isStopped = true;
    await this.http.httpAdapter?.close();
    mirror.stop();
    // who waits for a first connection need not be waited for
    if (!broker.up) await broker.close();
    await Promise.all(this.tasks.map((task) => task.stop()));
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
    await relay.stop();
    for (const reader of this.readers) reader.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.parts.broker.close();
    await this.parts.database.close();
  }

  private instances(): readonly object[] {
    const instances = [...this.discovery.getProviders(), ...this.discovery.getControllers()].flatMap(
      ({ instance }: { instance: unknown }) => (typeof instance === 'object' && instance !== null ? [instance] : []),
    );
    return [...new Set(instances)];
  }

  private consumerOf(handler: EventHandler): Consumer {
    const { database, broker, deadLetters, logger } = this.parts;
    const consumer = new Consumer(handler, database, broker, logger);
    deadLetters.serve(handler.durable, replayOf(handler), {
      lagSeconds: () => consumer.lagSeconds(),
      isBehind: (instant) => consumer.isBehind(instant),
    });
    return consumer;
  }

  private startOnPostgres(): void {
    if (this.isStopped) return;
    this.parts.relay.start();
    for (const reader of this.readers) reader.start();
    for (const consumer of this.consumers) consumer.start();
    this.startSweeps(this.sweeps.filter(({ starts }) => starts !== 'at boot'));
  }

  private startSweeps(sweeps: readonly DeclaredSweep[]): void {
    for (const { name, everyMs, firstAfterMs = everyMs, run } of sweeps) {
      const task = new PeriodicTask({ name, everyMs, firstAfterMs, logger: this.parts.logger }, run);
      task.start();
      this.tasks.push(task);
    }
  }
}

interface Sentences {
  readonly twice: (name: string) => string;
  readonly missing: (name: string) => string;
  readonly unlisted: (name: string) => string;
}

function compare(found: readonly string[], listed: readonly string[], say: Sentences): void {
  const faults = [
    ...new Set(found.filter((name, n) => found.indexOf(name) !== n).map(say.twice)),
    ...listed.filter((name) => !found.includes(name)).map(say.missing),
    ...found.filter((name) => !listed.includes(name)).map(say.unlisted),
  ];
  const [fault] = faults;
  if (fault) throw new CannotStart(fault);
}
