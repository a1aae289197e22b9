import type { Envelope, EventContract, OutboxRow } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import type { JsMsg } from '@nats-io/jetstream';
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import type { z } from 'zod';
import type { EventOf, EventHandler } from './event-handler.js';

/** An event as it came, from the stream, the outbox of its owner or a dead letter: nobody has looked into its text yet. */
export interface ArrivedEvent {
  readonly subject: string;
  readonly envelope: Envelope;
  readonly text: string;
}

export function ofMessage(message: JsMsg): ArrivedEvent {
  const envelope = fromHeaders(message.headers);
  // one that nobody gave an id is known by its place
  const id = envelope.id || `${message.info.stream}-${message.seq}`;
  return { subject: message.subject, envelope: { ...envelope, id }, text: message.string() };
}

export const ofOutbox = ([sequence, id, occurredAt, correlationId, subject, data]: OutboxRow): ArrivedEvent => ({
  subject,
  envelope: { id, occurredAt, sequence: Number(sequence), correlationId },
  text: JSON.stringify(data),
});

/** @throws DomainError `invalid` where it is not what the contract says: it will never be. */
export function readEvent({ events }: EventHandler, { subject, envelope, text }: ArrivedEvent): EventOf<EventContract> {
  const parsed = events.find((event) => event.subject === subject)?.schema.safeParse(json(text));
  if (!parsed) throw new DomainError('invalid', `Nobody here takes ${subject}.`);
  if (!parsed.success) throw new DomainError('invalid', `This is no ${subject}: ${faultsOf(parsed.error)}.`);
  return { subject, data: parsed.data, envelope };
}

const mostFaults = 10;

/** "id: enter a text; it is missing, title: …": as many as a person reads. */
function faultsOf({ issues }: z.ZodError): string {
  const faults = issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message));
  const more = faults.length - mostFaults;
  return [...faults.slice(0, mostFaults), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

/** What an operator reads: a failure that we foresaw says it all by itself. */
export const reasonOf = (error: unknown): string => (error instanceof DomainError ? error.message : String(error));

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DomainError('invalid', `This is no JSON: ${String(error)}.`);
  }
}

/** CloudEvents 1.0, NATS protocol binding, binary mode: attributes as `ce-` headers. */
export function toHeaders(envelope: Envelope, subject: string, source: string): MsgHdrs {
  const h = headers();
  h.set('ce-specversion', '1.0');
  h.set('ce-id', envelope.id);
  h.set('ce-type', subject);
  h.set('ce-source', `/ringdown/${source}`);
  h.set('ce-time', envelope.occurredAt);
  h.set('ce-sequence', String(envelope.sequence));
  h.set('ce-correlationid', envelope.correlationId);
  h.set('content-type', 'application/json');
  return h;
}

export const fromHeaders = (h: MsgHdrs | undefined): Envelope => ({
  id: h?.get('ce-id') ?? '',
  occurredAt: h?.get('ce-time') ?? '',
  sequence: Number(h?.get('ce-sequence') ?? 0),
  correlationId: h?.get('ce-correlationid') ?? '',
});
