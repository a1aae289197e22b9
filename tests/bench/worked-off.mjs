import { setTimeout as sleep } from 'node:timers/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

/** Resolves when every durable consumer has taken in what an earlier load left behind, so that the next is measured without it. */
export async function workedOff({ NATS_URL }, timeoutMs = 120_000) {
  const { host, username: user, password: pass } = new URL(NATS_URL);
  const connection = await connect({ servers: host, user, pass });
  try {
    const manager = await jetstreamManager(connection);
    const deadline = performance.now() + timeoutMs;
    // twice in a row: between two looks an outbox hands on what it still holds
    for (let quiet = 0; quiet < 2; await sleep(500)) {
      quiet = (await backlog(manager)) === 0 ? quiet + 1 : 0;
      if (performance.now() > deadline) throw new Error(`the services are still busy after ${timeoutMs / 1000} s`);
    }
  } finally {
    await connection.close();
  }
}

async function backlog(manager) {
  let events = 0;
  for await (const stream of manager.streams.list()) {
    for await (const consumer of manager.consumers.list(stream.config.name)) {
      if (consumer.config.durable_name) events += consumer.num_pending + consumer.num_ack_pending;
    }
  }
  return events;
}
