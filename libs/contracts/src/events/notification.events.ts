import { z } from 'zod';
import { instant } from '../primitives.js';
import { event } from './event.js';

const facts = { deliveryId: z.string(), channelId: z.string(), factId: z.string(), at: instant };

/** Facts published by apps/notification. Stream NOTIFICATION captures `notification.>`. */
export const notificationEvents = {
  delivered: event('notification.delivered.v1', z.object(facts)),
  failed: event('notification.failed.v1', z.object({ ...facts, lastError: z.string() })),
} as const;
