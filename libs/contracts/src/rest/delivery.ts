import { z } from 'zod';
import { instant, storableText } from '../primitives.js';
import { pageQuery } from './lists.js';

export const deliveryStatuses = ['pending', 'delivered', 'failed'] as const;
export const delivery = z.object({
  id: z.string(),
  channelId: z.string(),
  /** The event it is about, e.g. `call.completed`. */
  about: z.string(),
  callId: z.string().nullable(),
  incidentId: z.string().nullable(),
  status: z.enum(deliveryStatuses),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  createdAt: instant,
  deliveredAt: instant.nullable(),
});
export type Delivery = z.infer<typeof delivery>;

export const deliveriesQuery = pageQuery.extend({
  channelId: storableText.optional(),
  status: z.enum(deliveryStatuses).optional(),
  incidentId: storableText.optional(),
  callId: storableText.optional(),
});
