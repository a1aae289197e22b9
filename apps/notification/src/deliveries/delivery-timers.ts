import { timer, Timers } from '@ringdown/platform-timers';
import { z } from 'zod';

/** The timers of this service. `delivery`: try it now. */
export const deliveryCatalogue = {
  delivery: timer({ data: z.object({ deliveryId: z.string() }), key: ({ deliveryId }) => deliveryId }),
} as const;

/** Under which Nest hands them out. */
export class DeliveryTimers extends Timers<typeof deliveryCatalogue> {}
