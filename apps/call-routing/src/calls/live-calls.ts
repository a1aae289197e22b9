import { Injectable } from '@nestjs/common';
import type { StoredCall } from './stored-call.js';

const keepEndedMs = 60_000;
const providerKey = (provider: string, id: string): string => `${provider}:${id}`;

/** The calls of this process, in memory, so that a step of a live call loads nothing. Ended ones stay a minute for stragglers. */
@Injectable()
export class LiveCalls {
  private readonly byId = new Map<string, StoredCall>();
  private readonly idByProvider = new Map<string, string>();

  get(id: string): StoredCall | null {
    return this.byId.get(id) ?? null;
  }

  getByProvider(provider: string, providerCallId: string): StoredCall | null {
    const id = this.idByProvider.get(providerKey(provider, providerCallId));
    return id ? this.get(id) : null;
  }

  put(stored: StoredCall): void {
    const { id, provider, providerCallId, phase } = stored.call;
    this.byId.set(id, stored);
    this.idByProvider.set(providerKey(provider, providerCallId), id);
    if (phase.name === 'ended') setTimeout(() => this.forget(stored), keepEndedMs).unref();
  }

  forget({ call }: StoredCall): void {
    this.byId.delete(call.id);
    this.idByProvider.delete(providerKey(call.provider, call.providerCallId));
  }

  get liveCount(): number {
    return [...this.byId.values()].filter(({ call }) => call.phase.name !== 'ended').length;
  }
}
