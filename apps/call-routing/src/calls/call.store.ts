import type { BusyResponder } from '@ringdown/domain-calls';
import type { OutboxEvent } from '@ringdown/platform-messaging';
import type { StoredCall } from './stored-call.js';

/** Where calls are kept. A save and its events are one transaction. */
export abstract class CallStore {
  abstract load(id: string): Promise<StoredCall | null>;
  abstract loadByProvider(provider: string, providerCallId: string): Promise<StoredCall | null>;
  /** False when a call of this provider id is there already. */
  abstract insert(stored: StoredCall, outboxEvents: readonly OutboxEvent[]): Promise<boolean>;
  /** False when `stored.version - 1` is no longer the current version. */
  abstract update(stored: StoredCall, outboxEvents: readonly OutboxEvent[]): Promise<boolean>;
  /** What people have written about the call meanwhile. */
  abstract notes(id: string): Promise<string>;
  /** Who of these talks or is being screened on a live call other than this one. */
  abstract busyResponders(exceptCallId: string, userIds: readonly string[]): Promise<BusyResponder[]>;
  /** Live calls of which nothing was heard since that instant; `isAll` false where there may be more. */
  abstract silentSince(at: Date): Promise<{ readonly callIds: readonly string[]; readonly isAll: boolean }>;
  /** Live calls whose deadline was over at that instant. */
  abstract due(before: Date): Promise<string[]>;
}
