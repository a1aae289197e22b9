import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { JetStreamApiCodes, JetStreamApiError, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { alerts } from './alerts.mjs';
import { cpuMs, pidOf } from './processes.mjs';

const durable = 'incident-apply-alerts';
const timeoutMs = 120_000;
/** What the events say: all open incidents, all repeat, or as a monitor that has some of each: a tenth new, a tenth ends. */
export const mixes = {
  'all new': (tag) => (n) => ({ title: `${tag} ${n}`, severity: 'sev3' }),
  'all repeats': () => (n) => ({ title: `repeat ${n % 200}`, severity: 'sev3' }),
  mixed: (tag) => (n) => {
    if (n % 10 === 0) return { title: `${tag} ${n}`, severity: 'sev3' };
    if (n % 10 === 9) return { title: `${tag} ${n - 9}`, status: 'resolve' };
    return { title: `repeat ${n % 200}`, severity: 'sev3' };
  },
};

/**
 * How many events a second the incident service takes that waits for none: it is stopped while they are accepted, and measured from
 * when it goes on. Its CPU time, and that of Postgres and NATS beside it, is not limited by us.
 */
export async function consumerThroughput({ settings, dataFolder, pushUrl, mix, rate, seconds }) {
  const pid = pidOf(dataFolder, 'incident');
  const { host, username: user, password: pass } = new URL(settings.NATS_URL);
  const connection = await connect({ servers: host, user, pass });
  try {
    const manager = await jetstreamManager(connection);
    const waiting = async () => {
      try {
        const { num_pending, num_ack_pending } = await manager.consumers.info('INGEST', durable);
        return num_pending + num_ack_pending;
      } catch (error) {
        // whoever stood still for long makes it anew
        const isGone = error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound;
        if (isGone) return Infinity;
        throw error;
      }
    };
    process.kill(pid, 'SIGSTOP');
    let sent, events;
    try {
      sent = await alerts({ pushUrl, rate, seconds }, mixes[mix](randomBytes(3).toString('hex')));
      events = await untilSame(waiting);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    const cpuBefore = cpuMs(dataFolder, 'incident');
    const begun = performance.now();
    while ((await waiting()) > 0) {
      if (performance.now() - begun > timeoutMs) throw new Error(`${durable} is not done after ${timeoutMs / 1000} s`);
      await sleep(20);
    }
    const ms = performance.now() - begun;
    return {
      mix,
      events,
      perSecond: (events / ms) * 1000,
      cpuMsPerEvent: (cpuMs(dataFolder, 'incident') - cpuBefore) / events,
      failed: sent.failed,
    };
  } finally {
    await connection.close();
  }
}

/** Until the relay has published what was accepted; answers how much that is. */
async function untilSame(count) {
  let now = await count();
  for (let before = -1; now !== before; now = await count()) {
    before = now;
    await sleep(500);
  }
  return now;
}
