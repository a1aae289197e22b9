import { Inject, Injectable } from '@nestjs/common';
import type { ConfigKind } from '@ringdown/contracts';
import { LOGGER } from '@ringdown/platform-http';
import { Broker, configKey, ConfigPublisher } from '@ringdown/platform-messaging';
import { Database, type Sql, type Transaction } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep, withTimeout } from '@ringdown/platform-timers';
import { ConfigChangeRepository, type MirroredDocument } from './config-change.repository.js';
import { takeLock } from './resource.repository.js';

type Change = Pick<MirroredDocument, 'kind' | 'id'>;

const timeoutMs = 500;
const publishMs = 5000;
const reconcileMs = 60_000;
const everyMs = 60_000;
const catchUpMs = 2000;

/**
 * Keeps the bucket `config` equal to Postgres (the view `mirrored`). A change is noted in its transaction (`config_change`) and published after it. One
 * publishes at a time, over all instances, and always what Postgres holds at that moment: an older document never covers a newer one.
 */
@Injectable()
export class ConfigurationPublisher {
  private publisher: ConfigPublisher;
  private running: Promise<unknown> = Promise.resolve();
  private waiting: Promise<void> | null = null;
  /** When (performance.now) the bucket was last known to be equal to Postgres. */
  private inLineAt = -Infinity;

  constructor(
    private readonly database: Database,
    private readonly changes: ConfigChangeRepository,
    private readonly broker: Broker,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.publisher = new ConfigPublisher(broker);
    // a broker that was away may have come back empty
    broker.whenReconnected(() => {
      this.reconcile().catch((error: unknown) =>
        logger.warn({ err: error }, 'the configuration bucket could not be brought in line with Postgres'),
      );
    });
  }

  async note(tx: Transaction, kind: ConfigKind, id: string): Promise<void> {
    await this.changes.note(tx, { kind, id });
  }

  /** What is deleted with a resource is gone for the services too. */
  async noteDependents(tx: Sql, id: string): Promise<void> {
    await this.changes.noteDependents(tx, id);
  }

  /** Publishes what was changed to the services, so that they know before the client has its answer; waits 500 ms for it, and never throws. */
  async publish(): Promise<void> {
    if (!this.broker.up) return;
    this.waiting ??= this.alone(() => {
      this.waiting = null;
      return this.publishNoted();
    });
    await withTimeout(this.waiting, timeoutMs, notDoneWithin(timeoutMs)).catch((error: unknown) =>
      this.logger.warn({ reason: String(error) }, 'a change of the configuration was not published yet'),
    );
  }

  /** Reconciles where that is due: at the start, every minute, and soon after something could not be published. */
  @Sweep({ name: 'reconcile configuration', everyMs: catchUpMs, firstAfterMs: 0 })
  async catchUp(): Promise<void> {
    if (performance.now() - this.inLineAt > everyMs) await this.reconcile();
  }

  /** Makes the bucket equal to Postgres whatever is in it. @throws where either cannot be reached. */
  async reconcile(): Promise<void> {
    if (!this.broker.up) return;
    const changed = await this.alone(() => this.reconcileAll());
    if (changed === null) return;
    this.inLineAt = performance.now();
    if (changed > 0) this.logger.info({ changed }, 'the configuration bucket was brought in line with Postgres');
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.running.then(work);
    this.running = done.catch(() => {
      // A publisher keeps the bucket it opened; a wiped broker has another one.
      this.publisher = new ConfigPublisher(this.broker);
      this.inLineAt = -Infinity;
    });
    return done;
  }

  private async publishNoted(): Promise<void> {
    await this.database.transaction(async (tx) => {
      await takeLock(tx, 'config-feed');
      const noted = await this.changes.take(tx);
      if (noted.length === 0) return;
      const ids = [...new Set(noted.map(({ id }) => id))];
      const stored = new Map((await this.changes.mirrored(tx, ids)).map((one) => [keyOf(one), one]));
      await withTimeout(this.putAll(noted, stored), publishMs, notDoneWithin(publishMs));
    });
  }

  private async putAll(noted: readonly Change[], stored: ReadonlyMap<string, MirroredDocument>): Promise<void> {
    for (const [key, { kind, id }] of new Map(noted.map((change) => [keyOf(change), change]))) {
      const one = stored.get(key);
      if (one) await this.publisher.put(kind, one.document);
      else await this.publisher.remove(kind, id);
    }
  }

  /** How many keys it had to change; null where nothing is known yet that the bucket could be equal to. */
  private async reconcileAll(): Promise<number | null> {
    this.publisher = new ConfigPublisher(this.broker);
    return this.database.transaction(async (tx) => {
      await takeLock(tx, 'config-feed');
      await this.changes.take(tx);
      const all = await this.changes.allMirrored(tx);
      // An empty database is one that was not restored yet, not a wish to forget everything. It is looked at again soon: what a first
      // start puts into it must not stand beside what another database has left in the bucket.
      if (all.length === 0) return null;
      const documents = new Map(all.map((one) => [keyOf(one), JSON.stringify(one.document)]));
      return withTimeout(this.publisher.reconcile(documents), reconcileMs, notDoneWithin(reconcileMs));
    });
  }
}

const keyOf = ({ kind, id }: Change): string => configKey(kind, id);

const notDoneWithin = (ms: number) => (): never => {
  throw new Error(`not done within ${ms} ms`);
};
