import { z } from 'zod';

/** An event that crosses processes: its JetStream subject and the shape of its data, in one place. */
export interface EventContract<Subject extends string = string, Schema extends z.ZodType = z.ZodType> {
  readonly subject: Subject;
  readonly schema: Schema;
}

export const event = <const Subject extends string, Schema extends z.ZodType>(
  subject: Subject,
  schema: Schema,
): EventContract<Subject, Schema> => Object.freeze({ subject, schema });

export type EventData<E extends EventContract> = z.infer<E['schema']>;

/**
 * What travels around every event, as CloudEvents 1.0 attributes in the message headers.
 * `id` is also the JetStream message id, so publishing twice is publishing once.
 */
export interface Envelope {
  readonly id: string;
  readonly occurredAt: string;
  /** Position in the owner's outbox: of two events of one owner the smaller came first. */
  readonly sequence: number;
  /** Follows one call or alert from HTTP through NATS and BullMQ to Slack. */
  readonly correlationId: string;
}

/** Every JetStream stream, the subjects it captures and the service whose outbox feeds it. A subject is in exactly one stream. */
export const streams = [
  { name: 'INGEST', subjects: ['ingest.>'], owner: 'ingest' },
  { name: 'CALL', subjects: ['call.>'], owner: 'call-routing' },
  { name: 'INCIDENT', subjects: ['incident.>'], owner: 'incident' },
  { name: 'NOTIFICATION', subjects: ['notification.>'], owner: 'notification' },
  { name: 'ONCALL', subjects: ['oncall.>'], owner: 'control' },
] as const;

export type StreamName = (typeof streams)[number]['name'];

export const streamOf = (subject: string): StreamName => {
  const stream = streams.find(({ subjects }) => subjects.some((s) => subject.startsWith(s.slice(0, -1))));
  if (!stream) throw new Error(`no stream captures ${subject}`);
  return stream.name;
};
