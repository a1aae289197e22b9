import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { DeadLetters, WaitForNews } from '@ringdown/platform-messaging';
import { isPostgresUnavailable } from '@ringdown/platform-persistence';
import { counter, durations, withCorrelation } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import type { FireAgain } from '@ringdown/platform-timers/bullmq';
import { NotificationOutcomes } from './notification-outcomes.js';
import { type NotificationRow, PersonNotificationRepository, type Sendable } from './person-notification.repository.js';
import { PersonSender } from './person-sender.js';
import type { SendResult } from './send-result.js';

const againMs = 1000;
const retryAfterMs = 2000;
/** However long the other side asks us to wait: somebody is to be told. */
const mostAskedMs = 30_000;
/** Then the next kind is better than another try of this one. */
const mostTries = 3;
const waitsForNews = 'Waits for news of the incident';
const recordAgainMs = 300;
/** How long a stop waits for Postgres. */
const recordTimeoutMs = 10_000;
/** Several times within a lease. */
const renewEveryMs = 300;

const notificationsTotal = counter('person_notifications_total', 'Tries to notify a person, by what came of them', [
  'type',
  'result',
]);
const notificationDelay = durations('person_notification_delay', 'Seconds from when it was due to when it was sent', [
  'type',
]);

/** Sends a notification of a person once: whoever claims it sends it, and records what came of it. */
@Injectable()
export class PersonNotifier implements OnModuleDestroy {
  private readonly underway = new Set<string>();
  /** Nobody is told of what was acknowledged meanwhile. */
  private readonly news: WaitForNews;
  private isStopping = false;

  constructor(
    private readonly notifications: PersonNotificationRepository,
    private readonly sender: PersonSender,
    private readonly outcomes: NotificationOutcomes,
    deadLetters: DeadLetters,
    private readonly clock: Clock,
  ) {
    this.news = new WaitForNews(deadLetters, 'notification-notify-people');
  }

  onModuleDestroy(): void {
    this.isStopping = true;
  }

  @Sweep({ name: 'leases of notifications that are being sent', everyMs: renewEveryMs })
  async renewLeases(): Promise<void> {
    if (this.underway.size > 0) await this.notifications.renew([...this.underway], this.clock.now());
  }

  /** The ids of those that could be sent now and were due `graceMs` ago, the longest due first. */
  due(graceMs: number, which: Sendable, limit: number): Promise<readonly string[]> {
    const now = this.clock.now();
    return this.notifications.due(new Date(now.getTime() - graceMs), now, which, limit);
  }

  /**
   * One try of one notification: claim, send, record the outcome. While another worker has it, nothing happens. `lookingSince`: since
   * when its provider's reports could come.
   */
  async notify(id: string, which: Sendable = 'untouched', lookingSince: Date | null = null): Promise<FireAgain | void> {
    if (this.underway.has(id)) return;
    if (!this.sender.isReady) return { againAt: new Date(this.clock.now().getTime() + againMs) };
    const claim = await this.notifications.claim(id, this.clock.now(), which);
    if (claim.type === 'later') return { againAt: claim.at };
    if (claim.type === 'not-mine') return;
    const { notification } = claim;
    this.underway.add(id);
    try {
      return await withCorrelation(notification.correlation_id, () => this.sendClaimed(notification, lookingSince));
    } finally {
      this.underway.delete(id);
    }
  }

  private async sendClaimed(notification: NotificationRow, lookingSince: Date | null): Promise<FireAgain | void> {
    const { id, type } = notification;
    const waitMs = await this.waitForNewsMs(notification, lookingSince);
    if (waitMs > 0) return this.postpone(id, waitMs, waitsForNews);
    const result = await this.sender.send(notification, this.clock.now());
    notificationsTotal.inc({ type, result: result.type });
    if (result.type === 'later') return this.postpone(id, result.afterMs, result.reason);
    if (result.type === 'retry' && notification.tries < mostTries) {
      const askedMs = Math.min(result.afterMs ?? 0, mostAskedMs);
      return this.postpone(id, Math.max(retryAfterMs * notification.tries, askedMs), result.reason, true);
    }
    if (result.type === 'sent') {
      const lateMs = this.clock.now().getTime() - notification.planned_at.getTime();
      notificationDelay.observe({ type }, Math.max(0, lateMs) / 1000);
    }
    await this.record(notification, result);
  }

  /** What has been tried was looked at before that. */
  private waitForNewsMs(
    { id, detail, tries, planned_at: dueAt }: NotificationRow,
    lookingSince: Date | null,
  ): Promise<number> {
    const isUntried = detail === null || detail === waitsForNews;
    const now = this.clock.now();
    // what another process had begun has waited for reports already
    const foundAt = (tries > 1 && lookingSince) || now;
    return isUntried ? this.news.msFor(id, dueAt, now, foundAt) : Promise.resolve(0);
  }

  private async postpone(id: string, afterMs: number, reason: string, countsAsTry = false): Promise<FireAgain> {
    const at = new Date(this.clock.now().getTime() + afterMs);
    await this.notifications.postpone(id, at, reason, countsAsTry);
    return { againAt: at };
  }

  /** Whoever is not recorded as told would be told twice, so Postgres is waited for, and nobody else sends it meanwhile. */
  private async record(notification: NotificationRow, result: Exclude<SendResult, { type: 'later' }>): Promise<void> {
    for (let waited = 0; ; waited += recordAgainMs) {
      try {
        return await this.outcomes.afterTry(notification, result);
      } catch (error) {
        if (!isPostgresUnavailable(error) || (this.isStopping && waited >= recordTimeoutMs)) throw error;
        await wait(recordAgainMs);
      }
    }
  }
}
