import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import type { Sendable } from './person-notification.repository.js';
import { PersonNotifier } from './person-notifier.js';
import { PersonTimers } from './person-timers.js';

const atOnce = 20;
const sweepEveryMs = 500;
/** After it can be asked again: the proxy holds reports that came before, and looks every second. */
const reportsMs = 1200;
/** How long the sweep leaves a notification to its timer. */
const sweepGraceMs = 500;

/** Finds the notifications that are due: woken by timers, and by a sweep over the rows for those that Redis lost. */
@Injectable()
export class DueNotifications implements OnApplicationBootstrap {
  /** Since when every sweep could look. */
  private lookingSince: Date | null = null;

  constructor(
    private readonly notifier: PersonNotifier,
    private readonly timers: PersonTimers,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timers.start((id) => this.notifier.notify(id), atOnce);
  }

  /**
   * What was begun by a process that died may have gone out. After a start, or a while without Postgres, the reports that say so,
   * and whoever sends it still, have some time to come first.
   */
  @Sweep({ name: 'people to be notified', everyMs: sweepEveryMs, firstAfterMs: 100 })
  async sweep(): Promise<void> {
    const now = this.clock.now();
    const since = this.lookingSince ?? now;
    this.lookingSince = null;
    const which = now.getTime() - since.getTime() < reportsMs ? 'untouched' : 'leased';
    const due = await this.notifier.due(sweepGraceMs, which, 10 * atOnce);
    this.lookingSince = since;
    for (let i = 0; i < due.length; i += atOnce) {
      await Promise.all(due.slice(i, i + atOnce).map((id) => this.notify(id, which, since)));
    }
  }

  /** As a timer does, which asks again when it is told to. */
  private async notify(id: string, which: Sendable, since: Date): Promise<void> {
    try {
      const again = await this.notifier.notify(id, which, since);
      if (again) await this.timers.rearm('person-notification', { id }, again.againAt);
    } catch (error) {
      this.logger.warn({ err: error, notification: id }, 'a person could not be notified yet');
    }
  }
}
