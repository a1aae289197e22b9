import { Sweep } from '@ringdown/platform-timers';
import { Injectable } from '@nestjs/common';
import { deadlineOf, type BusyResponder, busyResponderOf, longestCallMs } from '@ringdown/domain-calls';
import { callIdOf } from './call-id.js';
import type { StoredCall } from './stored-call.js';

const keepEndedMs = 60_000;
const providerKey = (provider: string, id: string): string => `${provider}:${id}`;

/** The calls of this process, in memory, so that a step of a live call loads nothing. Ended ones stay a minute for stragglers. */
@Injectable()
export class LiveCalls {
  private readonly byId = new Map<string, StoredCall>();
  private readonly idByProvider = new Map<string, string>();
  private isNeeded: (callId: string) => boolean = () => false;

  get(id: string): StoredCall | null {
    return this.byId.get(id) ?? null;
  }

  getByProvider(provider: string, providerCallId: string): StoredCall | null {
    // a call that was rebuilt for a responder's leg does not know its provider's id yet
    return this.get(this.idByProvider.get(providerKey(provider, providerCallId)) ?? callIdOf(provider, providerCallId));
  }

  put(stored: StoredCall): void {
    const { id, provider, providerCallId, phase } = stored.call;
    this.byId.set(id, stored);
    this.idByProvider.set(providerKey(provider, providerCallId), id);
    if (phase.name === 'ended') this.forgetLater(stored);
  }

  forget({ call }: StoredCall): void {
    this.byId.delete(call.id);
    this.idByProvider.delete(providerKey(call.provider, call.providerCallId));
  }

  /** Who is needed is not forgotten, however long ago the call ended. */
  keepWhile(isNeeded: (callId: string) => boolean): void {
    this.isNeeded = isNeeded;
  }

  /** Calls whose deadline was over at that instant. */
  due(before: Date): string[] {
    return this.all()
      .filter((call) => (deadlineOf(call)?.at ?? Infinity) < before.getTime())
      .map(({ id }) => id);
  }

  busy(): BusyResponder[] {
    return this.all().flatMap((call) => busyResponderOf(call) ?? []);
  }

  /** Live calls of which nothing was heard since that instant. */
  silentSince(at: Date): string[] {
    return this.all()
      .filter(({ phase, lastSignAt }) => phase.name !== 'ended' && lastSignAt < at.getTime())
      .map(({ id }) => id);
  }

  /** Those that ended elsewhere are never heard of here again. */
  @Sweep({ name: 'calls that ended elsewhere', everyMs: 3_600_000, starts: 'at boot' })
  forgetStale(now = new Date()): void {
    for (const stored of this.byId.values()) {
      const { id, lastSignAt } = stored.call;
      if (lastSignAt < now.getTime() - 2 * longestCallMs && !this.isNeeded(id)) this.forget(stored);
    }
  }

  get liveCount(): number {
    return this.all().filter(({ phase }) => phase.name !== 'ended').length;
  }

  private all() {
    return [...this.byId.values()].map(({ call }) => call);
  }

  private forgetLater(stored: StoredCall): void {
    const timer = setTimeout(() => {
      if (this.isNeeded(stored.call.id)) this.forgetLater(stored);
      else this.forget(stored);
    }, keepEndedMs);
    timer.unref();
  }
}
