import { Injectable } from '@nestjs/common';
import type { Delivery } from '@ringdown/contracts';
import { Clock, DomainError } from '@ringdown/kernel';
import { Database } from '@ringdown/platform-persistence';
import { giveUpAt } from './add-deliveries.js';
import { ArmDeliveries } from './arm-deliveries.js';
import { DeliveryLog } from './delivery-log.js';

/** Sends once more what was delivered or has failed for good: at once, and with a new day to arrive. */
@Injectable()
export class ResendDelivery {
  constructor(
    private readonly database: Database,
    private readonly log: DeliveryLog,
    private readonly armDeliveries: ArmDeliveries,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `not-found`, or `conflict` where it is still being tried. */
  async execute(id: string): Promise<Delivery> {
    const now = this.clock.now();
    const [row] = await this.database.query<{ correlation_id: string }>(
      `update delivery set status = 'pending', tries = 0, last_error = null, delivered_at = null,
                           next_attempt_at = $2, give_up_at = $3
       where id = $1 and status <> 'pending' returning correlation_id`,
      [id, now, giveUpAt(now)],
    );
    const delivery = await this.log.find(id);
    if (!delivery) throw new DomainError('not-found', `There is no delivery ${id}.`);
    if (!row) throw new DomainError('conflict', 'This delivery is still being tried; wait until it has ended.');
    await this.armDeliveries.execute([{ id, at: now, correlationId: row.correlation_id }]);
    return delivery;
  }
}
