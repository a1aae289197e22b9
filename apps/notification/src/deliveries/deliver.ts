import { Injectable } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { withCorrelation } from '@ringdown/platform-telemetry';
import type { FireAgain } from '@ringdown/platform-timers';
import { DeliveryClaims } from './delivery-claims.js';
import { RecordOutcome } from './record-outcome.js';
import { SendDelivery } from './send-delivery.js';

/** One delivery, whoever rang for it: claim, send, write down what came of it. A second call meanwhile does nothing. */
@Injectable()
export class Deliver {
  constructor(
    private readonly claims: DeliveryClaims,
    private readonly sendDelivery: SendDelivery,
    private readonly recordOutcome: RecordOutcome,
    private readonly clock: Clock,
  ) {}

  async execute(deliveryId: string): Promise<FireAgain | void> {
    const claim = await this.claims.claim(deliveryId, this.clock.now());
    if (claim.type === 'later') return { againAt: claim.at };
    if (claim.type === 'not-mine') return;
    const { delivery } = claim;
    return withCorrelation(delivery.correlationId, async () =>
      this.recordOutcome.execute(delivery, await this.sendDelivery.execute(delivery)),
    );
  }
}
