import type { Envelope, EventContract, OutboxEvent } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import type { JsMsg } from '@nats-io/jetstream';
import { fromHeaders } from './headers.js';
import type { FactOf, Reaction } from './reaction.js';

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

export const ofOutbox = ([sequence, id, occurredAt, correlationId, subject, data]: OutboxEvent): ArrivedEvent => ({
  subject,
  envelope: { id, occurredAt, sequence: Number(sequence), correlationId },
  text: JSON.stringify(data),
});

/** @throws DomainError `invalid` where it is not what the contract says: it will never be. */
export function readEvent({ events }: Reaction, { subject, envelope, text }: ArrivedEvent): FactOf<EventContract> {
  const parsed = events.find((event) => event.subject === subject)?.schema.safeParse(json(text));
  if (!parsed?.success) throw new DomainError('invalid', `not a ${subject}: ${String(parsed?.error)}`);
  return { subject, data: parsed.data, envelope };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DomainError('invalid', `not JSON: ${String(error)}`);
  }
}
