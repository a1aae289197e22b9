import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ConfigKind } from '@ringdown/contracts';
import type { Settings } from '@ringdown/platform-config';
import type { Entity, Migration } from '@ringdown/platform-persistence';

/** All that differs between services but for what their modules do. */
export interface ServiceOptions {
  readonly name: string;
  /** Used when PORT is not given. */
  readonly port: number;
  /** The Postgres schema it owns. */
  readonly schema: string;
  readonly migrations: readonly Migration[];
  /** Its tables; outbox, inbox and dead letters are every service's. */
  readonly entities?: readonly Entity[];
  readonly poolSize?: number;
  /** The kinds of configuration it works with; control, which owns them, mirrors none. */
  readonly mirrors: readonly ConfigKind[];
  /** True where it answers RPC over NATS (`@MessagePattern`). */
  readonly answersRpc?: boolean;
  /** The durables of its `@EventHandler`s: a module that is forgotten stops the start. */
  readonly durables: readonly string[];
  /** The names of its `@Sweep`s, for the same reason. */
  readonly sweeps: readonly string[];
  /** HTTP particulars (body parsers, cookies, static files), before the routes. */
  readonly configureHttp?: (app: NestFastifyApplication, settings: Settings) => void | Promise<void>;
  /** What an operator wants to know of this process, told at the start and at /readyz. */
  readonly about?: Readonly<Record<string, string>>;
  /** Sentences that the log warns with at the start. */
  readonly cautions?: readonly string[];
}

/** Tokens of what every service is given besides classes. */
export const LOGGER = Symbol('the service logger');
export const SERVICE = Symbol('the options of the service');
