import { RawJson } from '@ringdown/kernel';
import { z } from 'zod';
import { type DeadLetter, deadLetter } from '../rest/dead-letter.js';
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
