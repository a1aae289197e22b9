import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { alerts } from './alerts.mjs';

const timeoutMs = 30_000;
const plenty = 100_000;
const phone = '+14155557001';

/** Somebody who is texted at once for each incident of a monitor, from the demo's first line; and the address of that monitor. */
export async function textedEngineer(api, line) {
  const tag = randomBytes(4).toString('hex');
  const engineer = await api.post('/users', {
    name: 'Bench B.',
    email: `bench-${tag}@example.com`,
    phone,
    role: 'responder',
    timeZone: 'UTC',
  });
  await api.patch(`/users/${engineer.id}`, { notify: [{ type: 'sms', delayMinutes: 0 }] });
  await api.patch('/settings', {
    notifyFrom: { providerAccountId: line.providerAccountId, number: line.number },
    notifyLimits: { textsPerPerson: plenty, callsPerPerson: plenty, texts: plenty, calls: plenty },
  });
  const policy = await api.post('/escalation-policies', {
    name: `Bench ${tag}`,
    steps: [{ delayMinutes: 0, targets: [{ type: 'user', id: engineer.id }] }],
  });
  const { url } = await api.post('/integrations', {
    name: `Bench ${tag}`,
    type: 'webhook',
    escalationPolicyId: policy.id,
  });
  return url;
}

/**
 * From the instant at which a monitor was to send an alert that opens an incident to when the provider has the request for the text,
 * beside `repeats` alerts a second of incidents that are open. Both are milliseconds of one machine's clock.
 */
export async function eventToText({ carrierUrl, pushUrl, repeatsUrl, rate, repeats, seconds }) {
  const tag = randomBytes(3).toString('hex');
  const dueAt = new Map();
  const [sent] = await Promise.all([
    alerts({ pushUrl, rate, seconds }, (n, due) => {
      dueAt.set(n, performance.timeOrigin + due);
      return { title: `${tag} no ${n}.`, severity: 'sev1' };
    }),
    repeats > 0 ? repeatsOf({ pushUrl: repeatsUrl, rate: repeats, seconds }) : null,
  ]);
  const texted = await textsAbout(carrierUrl, tag, dueAt.size);
  const latencies = [...dueAt].map(([n, due]) => (texted.has(n) ? texted.get(n) - due : Infinity));
  return {
    latencies: Float64Array.from(latencies).sort(),
    failed: dueAt.size - texted.size,
    latestSendMs: sent.latestSendMs,
  };
}

/** 200 alerts that come again and again. */
export const repeatsOf = (load) => alerts(load, (n) => ({ title: `repeat ${n % 200}`, severity: 'sev3' }));

/** When the text about each alert was at the carrier. */
async function textsAbout(carrierUrl, tag, count) {
  const about = new RegExp(`${tag} no (\\d+)\\.`);
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await fetch(`${carrierUrl}/sim/phones/${encodeURIComponent(phone)}/texts?count=0&waitMs=0`);
    const { received } = await answer.json();
    const found = received.flatMap(({ body, arrivedAt }) => {
      const [, n] = about.exec(body) ?? [];
      return n === undefined ? [] : [[Number(n), Date.parse(arrivedAt)]];
    });
    if (found.length >= count || performance.now() > deadline) return new Map(found);
    await sleep(500);
  }
}
