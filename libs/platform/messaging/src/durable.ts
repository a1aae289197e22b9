import { type StreamName, streamOf } from '@ringdown/contracts';
import { AckPolicy, type ConsumerInfo, DeliverPolicy, JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { Broker } from './broker.js';
import type { EventHandler } from './event-handler.js';

export const mostUnacknowledged = 1024;

/** Where a consumer stands in its stream, looked at before it reads what the stream lacks. */
export interface Place {
  readonly stream: StreamName;
  readonly filter: string;
  /** The last message there is, as the stream counts. */
  readonly last: number;
  /** When the stream's first message came; null where it has none. */
  readonly firstAt: Date | null;
  readonly durable: ConsumerInfo | null;
}

export const streamOfHandler = ({ durable, events }: EventHandler): StreamName => {
  const [stream, ...others] = new Set(events.map(({ subject }) => streamOf(subject)));
  if (!stream || others.length > 0) throw new Error(`${durable} must follow one stream`);
  return stream;
};

export async function lookAtPlace(broker: Broker, handler: EventHandler): Promise<Place> {
  const stream = streamOfHandler(handler);
  const [first, ...others] = handler.events;
  // one subject, or all of the context: several filters need a newer server than Debian's
  const filter = first && others.length === 0 ? first.subject : `${stream.toLowerCase()}.>`;
  const manager = await broker.manager();
  const { state } = await broker.answerOf(manager.streams.info(stream));
  const durable = await broker.answerOf(manager.consumers.info(stream, handler.durable).catch(noneThere));
  const firstAt = state.messages > 0 ? new Date(state.first_ts) : null;
  return { stream, filter, last: state.last_seq, firstAt, durable };
}

/**
 * Makes the durable begin where it should. What was given out and never acknowledged would come again only after ack_wait, behind
 * newer events: it begins again at the first of it; the inbox knows what has taken effect. Requests that wait there before the leader
 * has sent one are of a connection that broke or a process that is out of reach: new events would be given out to nobody, so it begins
 * again too. A stream that lost its end gives the lost places to new messages, which a durable that is ahead of it would skip: it
 * begins at the stream's end as it was looked at. `caughtUp` says that all that had happened by then has taken effect.
 */
export async function ensureDurable(broker: Broker, handler: EventHandler, place: Place, caughtUp: boolean) {
  const { stream, filter, durable, last } = place;
  const usable =
    durable?.config.filter_subject === filter &&
    durable.ack_floor.stream_seq <= last &&
    durable.delivered.stream_seq <= last;
  if (usable && durable.num_ack_pending === 0 && durable.num_waiting === 0) return;
  const manager = await broker.manager();
  if (durable) await broker.answerOf(manager.consumers.delete(stream, handler.durable));
  const start = usable ? durable.ack_floor.stream_seq + 1 : caughtUp ? last + 1 : 1;
  const adding = manager.consumers.add(stream, {
    durable_name: handler.durable,
    filter_subject: filter,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: start,
    ack_wait: nanos(60_000),
    max_ack_pending: mostUnacknowledged,
    max_deliver: -1,
  });
  await broker.answerOf(adding);
}

/** Whatever else went wrong says nothing about the durable. */
function noneThere(error: unknown): null {
  if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound) return null;
  throw error;
}
