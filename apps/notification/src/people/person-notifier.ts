import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { ConfigMirror, DeadLetters } from '@ringdown/platform-messaging';
import { Database, isPostgresUnavailable } from '@ringdown/platform-persistence';
import { counter, durations, type Logger, withCorrelation } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import type { FireAgain } from '@ringdown/platform-timers/bullmq';
import { NotificationOutcomes } from './notification-outcomes.js';
import { type NotificationRow, PersonNotificationRepository } from './person-notification.repository.js';
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
/** What is due so long may have been answered meanwhile, in an event that is on its way. */
const behindSeconds = 5;
const longestHoldMs = 60_000;
const recordAgainMs = 300;
const recordTimeoutMs = 10_000;

const notificationsTotal = counter('person_notifications_total', 'Tries to notify a person, by what came of them', [
  'type',
  'result',
]);
const notificationDelay = durations('person_notification_delay', 'Seconds from when it was due to when it was sent', [
  'type',
]);

/** Sends the notifications of people when they are due: woken by timers, and by a sweep over the rows for those that Redis lost. */
@Injectable()
export class PersonNotifier implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly mirror: ConfigMirror,
    private readonly notifications: PersonNotificationRepository,
    private readonly sender: PersonSender,
    private readonly outcomes: NotificationOutcomes,
    private readonly timers: PersonTimers,
    private readonly deadLetters: DeadLetters,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.database.whenOpen(() => this.timers.listen({ 'person-notification': ({ id }) => this.notify(id) }, atOnce));
  }

  @Sweep({ name: 'people to be notified', everyMs: sweepEveryMs })
  async sweep(): Promise<void> {
    const due = await this.notifications.due(new Date(this.clock.now().getTime() - sweepGraceMs), 10 * atOnce);
    for (let i = 0; i < due.length; i += atOnce) {
      await Promise.all(
        due
          .slice(i, i + atOnce)
          .map((id) =>
            this.notify(id).catch((error: unknown) =>
              this.logger.warn({ err: error, notification: id }, 'a person could not be notified yet'),
            ),
          ),
      );
    }
  }

  /** One try of one notification: claim, send, record the outcome. While another worker has it, nothing happens. */
  async notify(id: string): Promise<FireAgain | void> {
    if (!this.mirror.ready) return { againAt: new Date(this.clock.now().getTime() + sweepEveryMs) };
    const claim = await this.notifications.claim(id, this.clock.now());
    if (claim.type === 'later') return { againAt: claim.at };
    if (claim.type === 'not-mine') return;
    const { notification } = claim;
    return withCorrelation(notification.correlation_id, () => this.sendClaimed(notification));
  }

  private async sendClaimed(notification: NotificationRow): Promise<FireAgain | void> {
    const { id, type } = notification;
    if (await this.isNewsOnItsWay(notification))
      return this.postpone(id, sweepEveryMs, 'Waits for news of the incident');
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

  private async postpone(id: string, afterMs: number, reason: string, countsAsTry = false): Promise<FireAgain> {
    const at = new Date(this.clock.now().getTime() + afterMs);
    await this.notifications.postpone(id, at, reason, countsAsTry);
    return { againAt: at };
  }

  /** Whoever is not recorded as told would be told twice, so Postgres is waited for while the lease holds. */
  private async record(notification: NotificationRow, result: Exclude<SendResult, { type: 'later' }>): Promise<void> {
    for (let waited = 0; ; waited += recordAgainMs) {
      try {
        return await this.outcomes.afterTry(notification, result);
      } catch (error) {
        if (!isPostgresUnavailable(error) || waited >= recordTimeoutMs) throw error;
        await wait(recordAgainMs);
      }
    }
  }

  private async isNewsOnItsWay({ planned_at: plannedAt }: NotificationRow): Promise<boolean> {
    const lateMs = this.clock.now().getTime() - plannedAt.getTime();
    if (lateMs < behindSeconds * 1000 || lateMs > longestHoldMs) return false;
    const seconds = await this.deadLetters.lagOf('notification-notify-people');
    return seconds !== null && seconds > behindSeconds;
  }
}
