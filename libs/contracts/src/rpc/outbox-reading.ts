import { z } from 'zod';
import type { StreamName } from '../events/streams.js';
import { defineRpc } from './rpc.js';

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
