import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { alerts } from './alerts.mjs';

const timeoutMs = 120_000;

/** The other side of channels: notes when which request came, and takes each at once, as Slack's incoming webhooks do. */
export async function otherSide() {
  const received = [];
  const server = createServer((request, response) => {
    const at = performance.now();
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ at, path: request.url, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(200).end('ok');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { received, origin, stop: () => server.close() };
}

/** So many integrations, each with a channel of its own at the other side. */
export async function channelsAt(api, { origin }, { type, count }) {
  const tag = randomBytes(3).toString('hex');
  const made = [];
  for (let n = 0; n < count; n++) {
    const name = `Bench ${tag} ${n}`;
    const channel = await api.post('/channels', { name, type, url: `${origin}/${tag}/${n}` });
    const integration = await api.post('/integrations', {
      name,
      type: 'webhook',
      escalationPolicyId: null,
      channelIds: [channel.id],
    });
    made.push({ path: `/${tag}/${n}`, pushUrl: integration.url });
  }
  return made;
}

/**
 * From the instant at which a monitor was to send an alert that opens an incident to the request that tells a channel of it. In turn
 * to each channel; what a storm's summary tells is not among them, and counted.
 */
export async function eventToChannel({ side, channels, rate, seconds }) {
  const tag = randomBytes(3).toString('hex');
  const dueAt = new Map();
  const from = side.received.length;
  const sent = await alerts({ pushUrl: (n) => channels[n % channels.length].pushUrl, rate, seconds }, (n, due) => {
    dueAt.set(n, due);
    return { title: `${tag} no ${n}.`, severity: 'sev1' };
  });
  const about = new RegExp(`Incident #\\d+ opened: ${tag} no (\\d+)\\.|"title":"${tag} no (\\d+)\\."`);
  const told = new Map();
  let inSummaries = 0;
  const deadline = performance.now() + timeoutMs;
  for (let next = from; told.size + inSummaries < dueAt.size && performance.now() < deadline; await sleep(100)) {
    const sums = new Map();
    for (; next < side.received.length; next++) {
      const [, first, second] = about.exec(side.received[next].body) ?? [];
      const n = first ?? second;
      if (n !== undefined && !told.has(Number(n))) told.set(Number(n), side.received[next].at);
    }
    for (const { path, body } of side.received.slice(from)) {
      const [, count] = /"text":"(\d+) more events/.exec(body) ?? [];
      if (count !== undefined) sums.set(path, Number(count));
    }
    inSummaries = [...sums.values()].reduce((sum, count) => sum + count, 0);
  }
  const latencies = [...told].map(([n, at]) => at - dueAt.get(n));
  return {
    latencies: Float64Array.from(latencies).sort(),
    inSummaries,
    failed: dueAt.size - told.size - inSummaries,
    latestSendMs: sent.latestSendMs,
  };
}

/** So many incidents at once for one channel: how soon the first request is there, how close requests come, and what the summary counts. */
export async function storm({ side, channel, events, seconds }) {
  const from = side.received.length;
  const begun = performance.now();
  const result = await eventToChannel({ side, channels: [channel], rate: events / seconds, seconds });
  const requests = side.received.slice(from);
  const times = requests.map(({ at }) => at);
  const busiest = Math.max(...times.map((at) => times.filter((other) => other >= at && other < at + 10_000).length));
  return {
    firstMs: (times[0] ?? Infinity) - begun,
    requests: requests.length,
    /** Requests in the busiest ten seconds. */
    busiest,
    byThemselves: result.latencies.length,
    inSummaries: result.inSummaries,
    lost: result.failed,
  };
}
