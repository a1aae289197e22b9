import { RawJson } from '@ringdown/kernel';
import { z } from 'zod';
import type { StreamName } from '../events/event.js';
import { type DeadLetter, deadLetter } from '../rest/operations.js';
import { defineRpc } from './rpc.js';

/** The services that consume events, or keep what they accepted in a journal: each keeps its dead letters. */
export const servicesWithDeadLetters = ['ingest', 'call-routing', 'incident', 'notification'] as const;
export type ServiceWithDeadLetters = (typeof servicesWithDeadLetters)[number];

/** The data travels as the text that it is, so that no number of it changes, and arrives as what `writeJson` writes as it stands. */
const answeredDeadLetter = deadLetter
  .omit({ data: true })
  .extend({ text: z.string() })
  .transform(({ text, ...shown }): DeadLetter => ({ ...shown, data: isJson(text) ? new RawJson(text) : text }));
export type DeadLetterAnswer = z.input<typeof answeredDeadLetter>;

/** How far behind a service is. Null: the instance that answers does not know, because another one does the work. */
const backlog = z.object({
  consumers: z.array(
    z.object({
      consumer: z.string(),
      deadLetters: z.number().int(),
      /** The age of the oldest event that has not taken effect. */
      lagSeconds: z.number().nullable(),
    }),
  ),
  /** The age of the oldest event that has not been published. */
  outboxLagSeconds: z.number(),
});
export type ConsumerBacklog = z.infer<typeof backlog>;

const byId = z.object({ id: z.string() });

/** Answered by each service for its own consumers. */
export const deadLetterRpc = <const Service extends string>(service: Service) =>
  ({
    /** Newest first, as many as fit into one answer; `before` is the id of the last one seen, `end` where there are no older ones. */
    list: defineRpc(
      `dead-letters.${service}.list`,
      z.object({ consumer: z.string().optional(), limit: z.number().int(), before: z.string().nullable() }),
      backlog.extend({ items: z.array(answeredDeadLetter), end: z.boolean() }),
    ),
    /** The event takes effect, and its dead letter goes. Fails `conflict` with the reason where it fails again. */
    replay: defineRpc(`dead-letters.${service}.replay`, byId, answeredDeadLetter),
    delete: defineRpc(`dead-letters.${service}.delete`, byId, answeredDeadLetter),
  }) as const;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const sequence = z.string().regex(/^\d{1,19}$/);
const subjects = z.array(z.string()).min(1).max(50);

/** An event as the outbox holds it; the order of the fields is that of `Envelope`, subject and data behind it. */
const outboxRow = z.tuple([sequence, z.string(), z.string(), z.string(), z.string(), z.unknown()]);
export type OutboxRow = z.infer<typeof outboxRow>;

/**
 * Answered by the owner of a stream from its outbox, which outlives the stream: a consumer looks up what NATS lost.
 * - newest: `[sequence, id]` of the newest events below `before`.
 * - oldest: the oldest event that the outbox still holds.
 * - range: whole events of a range, as many as fit into one answer; `end` where there are no more.
 */
export const outboxReading = (stream: StreamName) =>
  defineRpc(
    `outbox.read.${stream}`,
    z.discriminatedUnion('what', [
      z.object({ what: z.literal('newest'), subjects, before: sequence.nullable(), limit: z.number().int().max(5000) }),
      z.object({ what: z.literal('oldest'), subjects }),
      z.object({ what: z.literal('range'), subjects, from: sequence, upTo: sequence }),
    ]),
    z.discriminatedUnion('what', [
      z.object({ what: z.literal('newest'), events: z.array(z.tuple([sequence, z.string()])) }),
      z.object({
        what: z.literal('oldest'),
        event: z.object({ sequence, id: z.string(), occurredAt: z.string() }).nullable(),
      }),
      z.object({ what: z.literal('range'), events: z.array(outboxRow), end: z.boolean() }),
      z.object({ what: z.literal('unavailable'), reason: z.string() }),
    ]),
  );
export type OutboxReadRequest = z.infer<ReturnType<typeof outboxReading>['request']>;
export type OutboxAnswer = z.infer<ReturnType<typeof outboxReading>['reply']>;
