import { ingestEvents } from '@ringdown/contracts';
import { outboxEvent, type OutboxEvent } from '@ringdown/platform-messaging';

/** An accepted event; two of them differ only in their `id`. */
export const anAlert = (id: string, fields: { title?: string; body?: unknown } = {}): OutboxEvent =>
  outboxEvent(
    ingestEvents.alertAccepted,
    {
      id,
      integrationId: 'int_1',
      title: fields.title ?? 'Disk full',
      key: null,
      body: fields.body ?? null,
      severity: null,
      priority: null,
      status: 'trigger',
      warnings: [],
      acceptedAt: '2026-01-05T09:00:00.000Z',
    },
    { id, correlationId: id },
  );
