import { Injectable } from '@nestjs/common';
import { withCorrelation } from '@ringdown/platform-telemetry';
import type { ArmedDelivery } from './delivery.js';
import { DeliveryTimers } from './delivery-timers.js';

/** Rings for deliveries, each under the correlation id of what it tells of. What Redis does not take, the sweep does. */
@Injectable()
export class ArmDeliveries {
  constructor(private readonly timers: DeliveryTimers) {}

  async execute(deliveries: readonly ArmedDelivery[]): Promise<void> {
    await Promise.all(
      deliveries.map(({ id, at, correlationId }) =>
        withCorrelation(correlationId, () => this.timers.arm('delivery', { deliveryId: id }, at)),
      ),
    );
  }
}
