import { setTimeout as wait } from 'node:timers/promises';
import { configBucket, configDocuments, type ConfigDocument, type ConfigKind } from '@ringdown/contracts';
import { readDataFile, writeDataFile } from '@ringdown/platform-config';
import type { Logger } from '@ringdown/platform-telemetry';
import { Loop } from '@ringdown/platform-timers';
import { Kvm } from '@nats-io/kv';
import type { Broker } from './broker.js';
import { configKey } from './config-bucket.js';

/** How soon a mirror notices that the bucket was replaced. */
const guardMs = 2000;
const saveAgainMs = 5000;
const watchAgainMs = 500;

type Listener = (id: string, document: unknown) => void;

/**
 * A service's own copy of the configuration, in memory and on disk: no hot path asks anyone, and a start works with
 * control, Postgres and NATS unavailable. Secrets in it stay encrypted.
 */
export class ConfigMirror {
  private readonly documents = new Map<string, unknown>();
  private readonly listeners = new Map<ConfigKind, Listener[]>();
  private complete = false;
  private warned = false;
  private saving: NodeJS.Timeout | null = null;
  private readonly loop = new Loop(
    async () => {
      await this.watch();
      return watchAgainMs;
    },
    { retryMs: watchAgainMs, onFailure: (error) => this.failed(error) },
  );

  constructor(
    private readonly broker: Broker,
    private readonly kinds: readonly ConfigKind[],
    private readonly file: string,
    private readonly logger: Logger,
  ) {}

  /** True once it holds the bucket's content, or the last copy from disk. */
  get ready(): boolean {
    return this.complete;
  }

  get<K extends ConfigKind>(kind: K, id: string): ConfigDocument<K> | undefined {
    return this.documents.get(configKey(kind, id)) as ConfigDocument<K> | undefined;
  }

  all<K extends ConfigKind>(kind: K): ConfigDocument<K>[] {
    const prefix = `${kind}.`;
    return [...this.documents].filter(([key]) => key.startsWith(prefix)).map(([, d]) => d as ConfigDocument<K>);
  }

  /** Like `get`, but gives a thing that was created a moment ago the time to arrive. */
  async find<K extends ConfigKind>(kind: K, id: string, timeoutMs = 250): Promise<ConfigDocument<K> | undefined> {
    for (let waited = 0; !this.get(kind, id) && waited < timeoutMs; waited += 10) await wait(10);
    return this.get(kind, id);
  }

  /** Hears of every document (undefined = deleted), also of those that are there already; for indexes. */
  onChange<K extends ConfigKind>(
    kind: K,
    listener: (id: string, document: ConfigDocument<K> | undefined) => void,
  ): void {
    this.listeners.set(kind, [...(this.listeners.get(kind) ?? []), listener as Listener]);
    for (const document of this.all(kind)) listener(document.id, document);
  }

  start(): void {
    const saved = readDataFile(this.file, (error) =>
      this.logger.error({ err: error }, 'the copy of the configuration cannot be read; waiting for NATS to bring it'),
    );
    // what is no copy of ours proves nothing: a monitor that is told so of its token drops its alert
    if (saved && typeof saved === 'object' && !Array.isArray(saved)) {
      for (const [key, document] of Object.entries(saved)) this.accept(key, document);
      this.complete = true;
    }
    this.loop.start();
  }

  stop(): void {
    void this.loop.stop();
    if (this.saving) clearTimeout(this.saving);
  }

  private failed(error: unknown): void {
    if (!this.warned)
      this.logger.warn({ err: error }, 'the configuration bucket is out of reach; going on with the copy');
    this.warned = true;
  }

  private async watch(): Promise<void> {
    const bucket = await new Kvm(await this.broker.connected()).open(configBucket);
    // Everything, and `accept` picks its kinds: a watch with several filters needs a newer server than Debian's.
    const watch = await bucket.watch();
    this.warned = false;
    const stopGuarding = await this.stopWhenReplaced(() => watch.stop());
    try {
      if ((await bucket.status()).values === 0) this.complete = true;
      for await (const entry of watch) {
        const isGone = entry.operation !== 'PUT';
        this.accept(entry.key, isGone ? undefined : jsonOrNull(entry.string()));
        if (entry.delta === 0) this.complete = true;
        if (this.loop.isStopped) return;
      }
    } finally {
      stopGuarding();
    }
  }

  /** A watch does not notice that its bucket was wiped and made anew: it would stay deaf for ever. */
  private async stopWhenReplaced(stop: () => void): Promise<() => void> {
    const manager = await this.broker.manager();
    const madeAt = async (): Promise<string | null> =>
      (await manager.streams.info(`KV_${configBucket}`).catch(() => null))?.created ?? null;
    const begun = await madeAt();
    const look = setInterval(() => {
      if (!this.broker.up) return;
      void madeAt().then((now) => {
        if (now !== begun || this.loop.isStopped) stop();
      });
    }, guardMs);
    look.unref();
    return () => clearInterval(look);
  }

  private accept(key: string, value: unknown): void {
    const kind = key.slice(0, key.indexOf('.')) as ConfigKind;
    if (!this.kinds.includes(kind)) return;
    const parsed = value === undefined ? undefined : configDocuments[kind].safeParse(value);
    if (parsed && !parsed.success) {
      this.logger.error(
        { key, reason: String(parsed.error) },
        'a configuration document is not understood; keeping the last one',
      );
      return;
    }
    if (parsed) this.documents.set(key, parsed.data);
    else this.documents.delete(key);
    for (const listener of this.listeners.get(kind) ?? []) this.tell(listener, key, parsed?.data);
    this.saveSoon();
  }

  /** A listener that cannot take one document must not keep the rest of the configuration from arriving. */
  private tell(listener: Listener, key: string, document: unknown): void {
    try {
      listener(key.slice(key.indexOf('.') + 1), document);
    } catch (error) {
      this.logger.error({ err: error, key }, 'a part of this service cannot take a configuration document');
    }
  }

  private saveSoon(afterMs = 300): void {
    this.saving ??= setTimeout(() => {
      this.saving = null;
      writeDataFile(this.file, Object.fromEntries(this.documents)).catch((error: unknown) => {
        this.logger.warn({ err: error }, 'the copy of the configuration could not be saved; trying again');
        if (!this.loop.isStopped) this.saveSoon(saveAgainMs);
      });
    }, afterMs);
    this.saving.unref();
  }
}

/** What is no JSON is no document: `accept` says so and keeps the last one. */
function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
