import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { isPostgresUnavailable } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import type { FireAgain } from '@ringdown/platform-timers';
import { ArmDeliveries } from './arm-deliveries.js';
import { leaseMs } from './delivery-claims.js';
import { deliveriesTotal, deliveryTime } from './delivery-metrics.js';
import { DeliveryOutcomes } from './delivery-outcomes.js';
import type { ClaimedDelivery } from './delivery.js';
import { type NextStep, nextStep } from './next-step.js';
import type { Sent } from './send-delivery.js';

const retryMs = 500;
const timeoutMs = leaseMs / 2;

/** After a try: decides what comes next, writes it down, and lets go what waited for it. */
@Injectable()
export class RecordOutcome {
  constructor(
    private readonly outcomes: DeliveryOutcomes,
    private readonly armDeliveries: ArmDeliveries,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async execute(delivery: ClaimedDelivery, { answer, channelType }: Sent): Promise<FireAgain | void> {
    const now = this.clock.now();
    const step = nextStep(answer, { tries: delivery.tries, now, giveUpAt: delivery.giveUpAt, chance: Math.random() });
    this.tell(delivery, channelType, step);
    const isStillOurs = await this.settle(delivery, step, now);
    if (!isStillOurs) return;
    if (step.type === 'again') {
      if (step.quietUntil) await this.outcomes.silence(delivery.channelId, step.quietUntil);
      return { againAt: step.at };
    }
    const next = await this.outcomes.nextInOrder(delivery);
    if (next) await this.armDeliveries.execute([next]);
  }

  /** A message that went out but is not written down would go out twice, so Postgres is waited for while the lease holds. */
  private async settle(delivery: ClaimedDelivery, step: NextStep, now: Date): Promise<boolean> {
    for (let waited = 0; ; waited += retryMs) {
      try {
        return await this.outcomes.settle(delivery, step, now);
      } catch (error) {
        if (!isPostgresUnavailable(error) || waited >= timeoutMs) throw error;
        await wait(retryMs);
      }
    }
  }

  private tell(delivery: ClaimedDelivery, channelType: Sent['channelType'], step: NextStep): void {
    const about = { delivery: delivery.id, channel: delivery.channelId, channelType, attempts: delivery.attempts };
    deliveriesTotal.inc({ channel_type: channelType, result: step.type });
    if (step.type === 'delivered') {
      deliveryTime.observe(
        { channel_type: channelType },
        (this.clock.now().getTime() - delivery.factAt.getTime()) / 1000,
      );
      this.logger.info({ ...about, thing: delivery.thing }, 'delivered');
      return;
    }
    const again = step.type === 'again' ? { againAt: step.at } : {};
    this.logger.warn(
      { ...about, ...again, thing: delivery.thing, reason: step.reason },
      step.type === 'again' ? 'not delivered yet' : 'delivery failed for good',
    );
  }
}
