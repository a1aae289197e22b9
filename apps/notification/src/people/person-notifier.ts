import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { ConfigMirror, DeadLetters, WaitForNews } from '@ringdown/platform-messaging';
import { Database, isPostgresUnavailable } from '@ringdown/platform-persistence';
import { counter, durations, type Logger, withCorrelation } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import type { FireAgain } from '@ringdown/platform-timers/bullmq';
import { NotificationOutcomes } from './notification-outcomes.js';
import { type NotificationRow, PersonNotificationRepository, type Sendable } from './person-notification.repository.js';
import { PersonSender } from './person-sender.js';
import { PersonTimers } from './person-timers.js';
import type { SendResult } from './send-result.js';

const atOnce = 20;
const sweepEveryMs = 1000;
/** How long the sweep leaves a notification to its timer. */
const sweepGraceMs = 500;
const retryAfterMs = 2000;
/** Then the next kind is better than another try of this one. */
const mostTries = 3;
const waitsForNews = 'Waits for news of the incident';
const recordAgainMs = 300;
/** How long a stop waits for Postgres. */
const recordTimeoutMs = 10_000;
/** Several times within a lease. */
const renewEveryMs = 500;

const notificationsTotal = counter('person_notifications_total', 'Tries to notify a person, by what came of them', [
  'type',
  'result',
]);
const notificationDelay = durations('person_notification_delay', 'Seconds from when it was due to when it was sent', [
  'type',
]);

/** Sends the notifications of people when they are due: woken by timers, and by a sweep over the rows for those that Redis lost. */
@Injectable()
export class PersonNotifier implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly underway = new Set<string>();
  /** Nobody is told of what was acknowledged meanwhile. */
  private readonly news: WaitForNews;
  /** The sweep before this one could look, too. */
  private hasLooked = false;
  private isStopping = false;

  constructor(
    private readonly database: Database,
    private readonly mirror: ConfigMirror,
    private readonly notifications: PersonNotificationRepository,
    private readonly sender: PersonSender,
    private readonly outcomes: NotificationOutcomes,
    private readonly timers: PersonTimers,
    deadLetters: DeadLetters,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.news = new WaitForNews(deadLetters, 'notification-notify-people');
  }

  onApplicationBootstrap(): void {
    this.database.whenOpen(() => this.timers.listen({ 'person-notification': ({ id }) => this.notify(id) }, atOnce));
  }

  onModuleDestroy(): void {
    this.isStopping = true;
  }

  @Sweep({ name: 'leases of notifications that are being sent', everyMs: renewEveryMs })
  async renewLeases(): Promise<void> {
    if (this.underway.size > 0) await this.notifications.renew([...this.underway], this.clock.now());
  }

  /**
   * What was begun by a process that died may have gone out. After a start, or a while without Postgres, the reports that say so,
   * and whoever sends it still, have the time between two looks to come first.
   */
  @Sweep({ name: 'people to be notified', everyMs: sweepEveryMs })
  async sweep(): Promise<void> {
    const which = this.hasLooked ? 'leased' : 'untouched';
    this.hasLooked = false;
    const now = this.clock.now();
    const due = await this.notifications.due(new Date(now.getTime() - sweepGraceMs), now, which, 10 * atOnce);
    this.hasLooked = true;
    for (let i = 0; i < due.length; i += atOnce) {
      await Promise.all(
        due
          .slice(i, i + atOnce)
          .map((id) =>
            this.notifyAgain(id, which).catch((error: unknown) =>
              this.logger.warn({ err: error, notification: id }, 'a person could not be notified yet'),
            ),
          ),
      );
    }
  }

  /** As a timer does, which asks again when it is told to. */
  private async notifyAgain(id: string, which: Sendable): Promise<void> {
    const again = await this.notify(id, which);
    if (again) await this.timers.rearm('person-notification', { id }, again.againAt);
  }

  /** One try of one notification: claim, send, record the outcome. While another worker has it, nothing happens. */
  async notify(id: string, which: Sendable = 'untouched'): Promise<FireAgain | void> {
    if (this.underway.has(id)) return;
    if (!this.mirror.ready) return { againAt: new Date(this.clock.now().getTime() + sweepEveryMs) };
    const claim = await this.notifications.claim(id, this.clock.now(), which);
    if (claim.type === 'later') return { againAt: claim.at };
    if (claim.type === 'not-mine') return;
    const { notification } = claim;
    this.underway.add(id);
    try {
      return await withCorrelation(notification.correlation_id, () => this.sendClaimed(notification));
    } finally {
      this.underway.delete(id);
    }
  }

  private async sendClaimed(notification: NotificationRow): Promise<FireAgain | void> {
    const { id, type } = notification;
    const waitMs = await this.waitForNewsMs(notification);
    if (waitMs > 0) return this.postpone(id, waitMs, waitsForNews);
    const result = await this.sender.send(notification, this.clock.now());
    notificationsTotal.inc({ type, result: result.type });
    if (result.type === 'later') return this.postpone(id, result.afterMs, result.reason);
    if (result.type === 'retry' && notification.tries < mostTries) {
      this.logger.warn(
        { notification: id, kind: type, reason: result.reason },
        'a person was not notified yet; it is tried again',
      );
      return this.postpone(id, retryAfterMs * notification.tries, result.reason, true);
    }
    if (result.type === 'sent') {
      const lateMs = this.clock.now().getTime() - notification.planned_at.getTime();
      notificationDelay.observe({ type }, Math.max(0, lateMs) / 1000);
    }
    await this.record(notification, result);
  }

  /** What has been tried was looked at before that. */
  private waitForNewsMs({ id, detail, planned_at: dueAt }: NotificationRow): Promise<number> {
    const isUntried = detail === null || detail === waitsForNews;
    return isUntried ? this.news.msFor(id, dueAt, this.clock.now()) : Promise.resolve(0);
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
