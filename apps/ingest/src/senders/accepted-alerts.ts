import { type EventData, ingestEvents } from '@ringdown/contracts';
import { outboxEvent, type OutboxEvent } from '@ringdown/platform-messaging';
import { newId } from '@ringdown/platform-persistence';
import { tooLarge } from '../bytes/index.js';
import type { MonitorEvent } from './monitor-event.js';

/** NATS carries 1 MiB a message; escapes can make an event up to six times as long as what was sent. */
const maxEventBytes = 900_000;
const longChars = maxEventBytes / 6 - 1000;

interface Push {
  readonly integrationId: string;
  readonly at: Date;
  /** Of the whole body. */
  readonly chars: number;
  /** The id that came with the push; else each event goes by its own. */
  readonly correlationId: string | undefined;
}

/** The events of one push, as they are stored. @throws DomainError `too-large` for what NATS could not carry. */
export function acceptedAlerts(events: readonly MonitorEvent[], push: Push): OutboxEvent[] {
  const acceptedAt = push.at.toISOString();
  return events.map((event) => {
    const id = newId('event');
    const data = dataOf(event, id, push.integrationId, acceptedAt);
    if (push.chars > longChars && Buffer.byteLength(JSON.stringify(data)) > maxEventBytes) throw tooLarge();
    return outboxEvent(ingestEvents.alertAccepted, data, { id, correlationId: push.correlationId ?? id });
  });
}

/** Field by field: this is written for every alert, and copying what is left of an object takes longer than all the rest. */
function dataOf(event: MonitorEvent, id: string, integrationId: string, acceptedAt: string): AlertData {
  const { title, key, body, severity, priority, status, warnings } = event;
  const data: AlertData = {
    id,
    integrationId,
    title,
    key,
    body: body.value,
    severity,
    priority,
    status,
    warnings: [...warnings],
    acceptedAt,
  };
  if (body.text !== undefined) data.bodyJson = body.text;
  return data;
}

type AlertData = EventData<typeof ingestEvents.alertAccepted>;
