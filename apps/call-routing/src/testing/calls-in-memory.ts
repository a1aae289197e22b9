import type { BusyResponder } from '@ringdown/domain-calls';
import type { OutboxEvent } from '@ringdown/platform-messaging';
import { CallRepository } from '../calls/call.repository.js';
import type { StoredCall } from '../calls/stored-call.js';

/** Calls, and the ids of what was published of them, for tests that need no Postgres. */
export class CallsInMemory extends CallRepository {
  readonly published: string[] = [];
  private readonly calls = new Map<string, StoredCall>();

  load = (id: string): Promise<StoredCall | null> => Promise.resolve(this.calls.get(id) ?? null);

  loadByProvider(provider: string, providerCallId: string): Promise<StoredCall | null> {
    const found = [...this.calls.values()].find(
      ({ call }) => call.provider === provider && call.providerCallId === providerCallId,
    );
    return Promise.resolve(found ?? null);
  }

  insert(stored: StoredCall, outboxEvents: readonly OutboxEvent[]): Promise<boolean> {
    return Promise.resolve(!this.calls.has(stored.call.id) && this.keep(stored, outboxEvents));
  }

  update(stored: StoredCall, outboxEvents: readonly OutboxEvent[]): Promise<boolean> {
    const isNext = this.calls.get(stored.call.id)?.version === stored.version - 1;
    return Promise.resolve(isNext && this.keep(stored, outboxEvents));
  }

  notes = (): Promise<string> => Promise.resolve('');
  busyResponders = (): Promise<BusyResponder[]> => Promise.resolve([]);
  silentSince = () => Promise.resolve({ callIds: [], isAll: true });
  due = (): Promise<string[]> => Promise.resolve([]);

  private keep(stored: StoredCall, outboxEvents: readonly OutboxEvent[]): true {
    this.calls.set(stored.call.id, stored);
    this.published.push(...outboxEvents.map(({ id }) => id));
    return true;
  }
}
