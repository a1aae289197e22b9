import { Inject, Injectable } from '@nestjs/common';
import { RefusedSettings, Settings } from '@ringdown/platform-config';
import { LOGGER, Readiness } from '@ringdown/platform-http';
import { Database } from '@ringdown/platform-persistence';
import { type Logger, withCorrelation } from '@ringdown/platform-telemetry';
import { type FireAgain, timer, Timers } from '@ringdown/platform-timers/bullmq';
import { z } from 'zod';
import type { ScheduledDelivery } from './delivery.repository.js';

/** The timers of this service. `delivery`: try it now. */
const catalogue = {
  delivery: timer({ data: z.object({ deliveryId: z.string() }), key: ({ deliveryId }) => deliveryId }),
} as const;

@Injectable()
export class DeliveryTimers extends Timers<typeof catalogue> {
  constructor(
    { redisUrl }: Settings,
    refused: RefusedSettings,
    readiness: Readiness,
    private readonly database: Database,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(catalogue, {
      redisUrl,
      service: 'notification',
      logger,
      onRefused: (...refusal) => refused.report('REDIS_URL', ...refusal),
    });
    readiness.add('redis', () => this.problem && `${this.problem}; the sweep does the timers, up to 2 s late`);
  }

  /** Arms a timer for each delivery, under the correlation id of its event. What Redis does not take, the sweep finds. */
  async schedule(deliveries: readonly ScheduledDelivery[]): Promise<void> {
    await Promise.all(
      deliveries.map(({ id, at, correlationId }) =>
        withCorrelation(correlationId, () => this.arm('delivery', { deliveryId: id }, at)),
      ),
    );
  }

  /** Calls `deliver` for each delivery whose timer fires, `atOnce` at a time, once Postgres is there. */
  start(deliver: (deliveryId: string) => Promise<FireAgain | void>, atOnce: number): void {
    this.database.whenOpen(() => this.listen({ delivery: ({ deliveryId }) => deliver(deliveryId) }, atOnce));
  }
}
