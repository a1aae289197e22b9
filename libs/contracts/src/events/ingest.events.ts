import { z } from 'zod';
import { instant, priority, severity } from '../primitives.js';
import { event } from './event.js';

/** Facts published by apps/ingest. Stream INGEST captures `ingest.>`. */
export const ingestEvents = {
  alertAccepted: event(
    'ingest.alert-accepted.v1',
    z.object({
      id: z.string(),
      integrationId: z.string(),
      title: z.string(),
      body: z.unknown(),
      severity: severity.nullable(),
      priority: priority.nullable(),
      status: z.enum(['trigger', 'resolve']),
      warnings: z.array(z.string()),
      acceptedAt: instant,
    }),
  ),
} as const;
