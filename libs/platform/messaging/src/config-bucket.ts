import { configBucket, type ConfigDocument, type ConfigKind } from '@ringdown/contracts';
import { type KV, Kvm } from '@nats-io/kv';
import type { Broker } from './broker.js';

export const configKey = (kind: ConfigKind, id: string): string => `${kind}.${id}`;

/** The bucket as control makes it; the others follow it once it is there. */
export async function makeConfigBucket(broker: Broker): Promise<KV> {
  return new Kvm(await broker.connected()).create(configBucket, { history: 1 });
}

/** Control's side of the bucket: Postgres is the truth, this keeps the bucket equal to it. */
export class ConfigPublisher {
  private bucket: Promise<KV> | null = null;

  constructor(private readonly broker: Broker) {}

  async put<K extends ConfigKind>(kind: K, document: ConfigDocument<K>): Promise<void> {
    await this.inBucket((bucket) => bucket.put(configKey(kind, document.id), JSON.stringify(document)));
  }

  async remove(kind: ConfigKind, id: string): Promise<void> {
    await this.inBucket((bucket) => bucket.delete(configKey(kind, id)));
  }

  /** Makes the bucket hold exactly these documents (by key, as JSON); returns how many keys it had to change. */
  reconcile(documents: ReadonlyMap<string, string>): Promise<number> {
    return this.inBucket((bucket) => this.makeEqual(bucket, documents));
  }

  private async makeEqual(bucket: KV, documents: ReadonlyMap<string, string>): Promise<number> {
    let changed = 0;
    for await (const key of await bucket.keys()) {
      if (documents.has(key)) continue;
      await bucket.delete(key);
      changed++;
    }
    for (const [key, json] of documents) {
      const entry = await bucket.get(key);
      if (entry?.operation === 'PUT' && entry.string() === json) continue;
      await bucket.put(key, json);
      changed++;
    }
    return changed;
  }

  /** A bucket that failed is opened anew next time: the broker may have come back without it. */
  private async inBucket<T>(work: (bucket: KV) => Promise<T>): Promise<T> {
    this.bucket ??= makeConfigBucket(this.broker);
    try {
      return await work(await this.bucket);
    } catch (error) {
      this.bucket = null;
      throw error;
    }
  }
}
