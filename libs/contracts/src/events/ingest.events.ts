import { z } from 'zod';
import { instant, priority, severity } from '../primitives.js';
import { event } from './event.js';

/** Events published by apps/ingest. Stream INGEST captures `ingest.>`. */
export const ingestEvents = {
  alertAccepted: event(
    'ingest.alert-accepted.v1',
    z.object({
      id: z.string(),
      integrationId: z.string(),
      title: z.string(),
      /** What the sender knows the alert by, where it says so: it groups in place of the title. */
      key: z.string().nullable().default(null),
      body: z.unknown(),
      /** The body as JSON text, where JSON.parse and JSON.stringify would change it; `body` is then null. */
      bodyJson: z.string().optional(),
      severity: severity.nullable(),
      priority: priority.nullable(),
      status: z.enum(['trigger', 'acknowledge', 'resolve']),
      warnings: z.array(z.string()),
      acceptedAt: instant,
    }),
  ),
} as const;
