import { z } from 'zod';
import { instant } from '../primitives.js';
import { event } from './event.js';

const events = { deliveryId: z.string(), channelId: z.string(), eventId: z.string(), at: instant };

/** Events published by apps/notification. Stream NOTIFICATION captures `notification.>`. */
export const notificationEvents = {
  delivered: event('notification.delivered.v1', z.object(events)),
  failed: event('notification.failed.v1', z.object({ ...events, lastError: z.string() })),
} as const;
