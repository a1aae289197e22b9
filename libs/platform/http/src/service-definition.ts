import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ConfigKind } from '@ringdown/contracts';
import type { EventHandler } from '@ringdown/platform-messaging';
import type { Migration } from '@ringdown/platform-persistence';

/** All that differs between services at their start. */
export interface ServiceDefinition {
  readonly name: string;
  /** Used when PORT is not given. */
  readonly port: number;
  readonly module: Type | DynamicModule;
  /** The Postgres schema it owns. */
  readonly schema: string;
  readonly migrations: readonly Migration[];
  readonly poolSize?: number;
  /** The kinds of configuration it works with; control, which owns them, mirrors none. */
  readonly mirrors: readonly ConfigKind[];
  /** True where it answers RPC over NATS (`@MessagePattern`). */
  readonly answersRpc?: boolean;
  /** What it does when events of others arrive. */
  readonly eventHandlers?: (app: NestFastifyApplication) => readonly EventHandler[];
  /** HTTP particulars (body parsers, cookies, static files), before the routes. */
  readonly prepareHttp?: (app: NestFastifyApplication) => void | Promise<void>;
  /** What an operator wants to know of this process, told at the start and at /readyz. */
  readonly about?: Readonly<Record<string, string>>;
  /** Sentences that the log warns with at the start. */
  readonly cautions?: readonly string[];
  /** Runs as soon as it listens, with Postgres unavailable too. What it returns runs at the stop. */
  readonly runAtOnce?: (app: NestFastifyApplication) => () => Promise<void>;
  /** Runs once Postgres is there and migrated: sweeps, timers, seeds. What it returns runs at the stop. */
  readonly run?: (app: NestFastifyApplication) => Promise<(() => Promise<void>) | void> | (() => Promise<void>) | void;
  /** The last thing at the stop, when nothing runs any more. */
  readonly close?: (app: NestFastifyApplication) => Promise<void>;
}
