import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, idPrefixes } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { appendToOutbox, type OutboxEvent } from '@ringdown/platform-messaging';
import { Database, LeaderLock, type Transaction } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import { encodeTime } from 'ulid';
import { heartbeatEvent } from '../senders/index.js';
import { acceptedAlerts } from '../webhooks/index.js';
import { decide, type Decision, dueAt, gapBefore, type Heartbeat } from './heartbeat.js';
import { HeartbeatConfig, type WatchedHeartbeat } from './heartbeat-config.js';
import { HeartbeatRepository, type StoredHeartbeat } from './heartbeat.repository.js';

/**
 * Looks every second which heartbeats are missing and which have returned, and tells it in the transaction that writes it down. One
 * instance at a time does: gaps in which nobody listened are found by one clock. An incident that is open when its integration is
 * deleted, or is no heartbeat any more, stays open.
 */
@Injectable()
export class HeartbeatWatch implements OnApplicationShutdown {
  private readonly leaderLock: LeaderLock;

  constructor(
    private readonly repository: HeartbeatRepository,
    private readonly database: Database,
    private readonly config: HeartbeatConfig,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    const { url, schema } = database.options;
    this.leaderLock = new LeaderLock({ url, schema, name: 'heartbeats', logger });
  }

  @Sweep({ name: 'heartbeats', everyMs: 1000 })
  async look(): Promise<void> {
    const watched = this.config.watched();
    if (watched === null || watched.size === 0 || !(await this.leaderLock.acquire())) return;
    await this.database.transaction(async (tx) => {
      const lookedAt = await this.repository.lockWatch(tx);
      const stored = await this.repository.all([...watched.keys()], tx);
      // read last: whatever a ping waited for is behind us
      const now = this.clock.now();
      await this.lookAt(tx, { watched, stored, gap: gapBefore(lookedAt, now), now });
      await this.repository.look(tx, now);
    });
  }

  /** Those whose integration is gone, once this instance is sure to know what there is. */
  @Sweep({ name: 'forget heartbeats', everyMs: 60_000 })
  async forget(): Promise<void> {
    const watched = this.config.isCurrent ? this.config.watched() : null;
    if (watched) await this.repository.forgetOthers([...watched.keys()]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.leaderLock.release();
  }

  private async lookAt(tx: Transaction, { watched, stored, gap, now }: Round): Promise<void> {
    const changed = new Map<string, Heartbeat>();
    const told: OutboxEvent[] = [];
    for (const { integrationId, heartbeat: before, ping } of stored) {
      const one = watched.get(integrationId);
      if (!one) continue;
      const decision = decide(before, { ping, gap, now }, one.expectation);
      if (decision.heartbeat && decision.heartbeat !== before) changed.set(integrationId, decision.heartbeat);
      told.push(...toldOf(one, decision, now));
    }
    await this.repository.put(tx, changed);
    await appendToOutbox(tx, this.database.schema, told);
  }
}

interface Round {
  readonly watched: ReadonlyMap<string, WatchedHeartbeat>;
  readonly stored: readonly StoredHeartbeat[];
  readonly gap: ReturnType<typeof gapBefore>;
  readonly now: Date;
}

function toldOf(
  { integration, expectation }: WatchedHeartbeat,
  { heartbeat, tell }: Decision,
  now: Date,
): OutboxEvent[] {
  if (!heartbeat || !tell) return [];
  const details = {
    ...expectation,
    lastSeenAt: heartbeat.lastSeenAt.toISOString(),
    dueAt: dueAt(heartbeat, expectation).toISOString(),
  };
  const event = heartbeatEvent(integration.name, tell === 'missing' ? 'trigger' : 'resolve', details);
  const id = idOf(integration.id, tell, now);
  return acceptedAlerts([event], { id, integrationId: integration.id, at: now, chars: 0, correlationId: undefined });
}

/** Of what happened, and when: as others it sorts by time. */
function idOf(integrationId: string, what: string, at: Date): string {
  const time = encodeTime(at.getTime()).toLowerCase();
  const hash = createHash('sha256').update(`${integrationId} ${what} ${at.toISOString()}`).digest('hex');
  return `${idPrefixes.event}_${time}${hash.slice(0, 16)}`;
}
