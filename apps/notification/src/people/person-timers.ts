import { Inject, Injectable } from '@nestjs/common';
import { RefusedSettings, Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import { Database } from '@ringdown/platform-persistence';
import { type Logger, withCorrelation } from '@ringdown/platform-telemetry';
import { type FireAgain, timer, Timers } from '@ringdown/platform-timers/bullmq';
import { z } from 'zod';
import type { ScheduledNotification } from './person-notification.repository.js';

/** `person-notification`: send it now. */
const catalogue = {
  'person-notification': timer({ data: z.object({ id: z.string() }), key: ({ id }) => id }),
} as const;

/** The timers of notifications of people, in a queue of their own: a storm of messages to channels keeps nobody asleep. */
@Injectable()
export class PersonTimers extends Timers<typeof catalogue> {
  constructor(
    { redisUrl }: Settings,
    refused: RefusedSettings,
    private readonly database: Database,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(catalogue, {
      redisUrl,
      service: 'notification-people',
      logger,
      onRefused: (...refusal) => refused.report('REDIS_URL', ...refusal),
    });
  }

  /** Calls `notify` for each whose timer fires, `atOnce` at a time, once Postgres is there. */
  start(notify: (id: string) => Promise<FireAgain | void>, atOnce: number): void {
    this.database.whenOpen(() => this.listen({ 'person-notification': ({ id }) => notify(id) }, atOnce));
  }

  /** Arms a timer for each, under the correlation id of its event. What Redis does not take, the sweep finds. */
  async schedule(notifications: readonly ScheduledNotification[]): Promise<void> {
    await Promise.all(
      notifications.map(({ id, at, correlationId }) =>
        withCorrelation(correlationId, () => this.rearm('person-notification', { id }, at)),
      ),
    );
  }
}
