import { Injectable } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { Sweep } from '@ringdown/platform-timers';
import { StoryRepository } from '../stories/index.js';
import { DeliveryRepository } from './delivery.repository.js';

const dayMs = 24 * 3_600_000;
const deliveredDays = 30;
/** Long enough to be sent again after somebody's holidays. */
const failedDays = 90;
const atOnce = 1000;

/** Forgets deliveries, messages and stories that nobody asks for any more. */
@Injectable()
export class ForgetDeliveries {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly stories: StoryRepository,
    private readonly clock: Clock,
  ) {}

  @Sweep({ name: 'forget old deliveries', everyMs: 60_000 })
  async forget(): Promise<void> {
    const before = (days: number): Date => new Date(this.clock.now().getTime() - days * dayMs);
    const deliveries = { delivered: before(deliveredDays), failed: before(failedDays) };
    while (await this.deliveries.forget(deliveries, atOnce));
    while (await this.stories.forgetBefore(before(failedDays), atOnce));
  }
}
