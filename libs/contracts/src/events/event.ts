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
