import { type EventData, ingestEvents } from '@ringdown/contracts';
import { outboxEvent, type OutboxEvent } from '@ringdown/platform-messaging';
import { tooLarge } from '../bytes/index.js';
import type { MonitorEvent } from '../senders/index.js';

/** NATS carries 1 MiB a message; escapes can make an event up to six times as long as what was sent. */
const maxEventBytes = 900_000;
const longChars = maxEventBytes / 6 - 1000;

interface Receipt {
  /** Of all that was received; the ids of its alerts are made of it. */
  readonly id: string;
  readonly integrationId: string;
  readonly at: Date;
  /** Of the whole body. */
  readonly chars: number;
  /** The id that came with the request; else each event goes by its own. */
  readonly correlationId: string | undefined;
}

/** The event that was received with the alert of this id. */
export const receivedIdOf = (alertId: string): string => /^[^_]+_[^_]+/.exec(alertId)?.[0] ?? alertId;

const alertId = (receivedId: string, n: number): string => (n === 0 ? receivedId : `${receivedId}_${n + 1}`);

/** The alerts of one request, as they are stored. @throws DomainError `too-large` for what NATS could not carry. */
export function acceptedAlerts(events: readonly MonitorEvent[], receipt: Receipt): OutboxEvent[] {
  const acceptedAt = receipt.at.toISOString();
  return events.map((event, n) => {
    const id = alertId(receipt.id, n);
    const data = dataOf(event, id, receipt.integrationId, acceptedAt);
    if (receipt.chars > longChars && Buffer.byteLength(JSON.stringify(data)) > maxEventBytes) throw tooLarge();
    return outboxEvent(ingestEvents.alertAccepted, data, { id, correlationId: receipt.correlationId ?? id });
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
  if (event.note !== undefined) data.note = event.note;
  if (event.incidentNumber !== undefined) data.incidentNumber = event.incidentNumber;
  if (event.links !== undefined && event.links.length > 0) data.links = [...event.links];
  return data;
}

type AlertData = EventData<typeof ingestEvents.alertAccepted>;
