import { percentile } from '../bench/open-loop.mjs';
import { aMonitor } from '../acceptance/world/monitor.ts';
import { notifiedFrom } from '../acceptance/world/notified-from.ts';
import { type Provider, providers } from '../acceptance/world/provider.ts';
import { PushServer } from '../acceptance/world/push-server.ts';
import { api, carrier } from '../acceptance/world/rest.ts';
import { sql } from '../acceptance/world/the-database.ts';
import { eventually } from '../acceptance/world/waiting.ts';
import { World } from '../acceptance/world/world.ts';

const incidents = Number(process.env['DARK_INCIDENTS'] ?? 1000);
/** So many alerts a second, each at its own instant. */
const rate = Number(process.env['DARK_RATE'] ?? 10);
const promisedMs = 5000;
const minuteMs = 60_000;

let pushes: PushServer;
beforeAll(async () => {
  pushes = await PushServer.start();
});
afterAll(() => pushes.stop());

/** Takes all texts and calls, and delivers none of them. */
async function goesDark(provider: Provider): Promise<void> {
  await carrier.put('/sim/phones/any/texts', { outcome: 'undelivered', code: provider === 'twilio' ? 30008 : '300' });
  await carrier.put('/sim/people/any', { behaviour: 'unreachable' });
}

async function isLightAgain(): Promise<void> {
  await carrier.put('/sim/phones/any/texts', {});
  await carrier.put('/sim/people/any', { behaviour: 'no-answer' });
}

/** Sends one alert at each of its instants, whether or not the one before was answered; answers how long the slowest took, in milliseconds. */
async function fireAll(fire: (n: number) => Promise<void>): Promise<number> {
  const start = Date.now();
  const fired: Promise<number>[] = [];
  const timed = async (n: number): Promise<number> => {
    const begun = Date.now();
    await fire(n);
    return Date.now() - begun;
  };
  for (let n = 0; n < incidents; n++) {
    const due = start + (n * 1000) / rate;
    if (due > Date.now()) await new Promise((resolve) => setTimeout(resolve, due - Date.now()));
    fired.push(timed(n));
  }
  return Math.max(...(await Promise.all(fired)));
}

/** From when the failure of the last of texts and calls was known to when the push came, sorted. */
async function delays(topic: string): Promise<Float64Array> {
  const failed = await sql<{ number: number; at: Date }>(
    `select (p.notice ->> 'number')::int as number, max(o.occurred_at) as at
     from notification.person_notification p join notification.outbox o
       on o.data ->> 'notificationId' = p.id and o.data ->> 'state' = 'failed'
     where p.user_id = $1 group by 1`,
    [topic],
  );
  const knownAt = new Map(failed.map(({ number, at }) => [number, at.getTime()]));
  const shown = pushes.received.filter((push) => push.topic === topic);
  return Float64Array.from(
    shown.map(({ title, at }) => {
      const known = knownAt.get(Number(/^#(\d+)/.exec(title)?.[1]));
      if (known === undefined) throw new Error(`nothing failed before the push ${title}`);
      return at - known;
    }),
  ).sort();
}

it.each(providers)(
  'reaches the person of every incident by another kind while all texts and calls fail after they were taken [%s]',
  async (provider) => {
    const world = new World(provider);
    const { notifyLimits } = await api.get<{ notifyLimits: unknown }>('/settings');
    const plenty = 10 * incidents;
    await api.patch('/settings', {
      notifyLimits: { textsPerPerson: plenty, callsPerPerson: plenty, texts: plenty, calls: plenty },
    });
    const who = await world.responder('Priya S.');
    await api.patch(`/users/${who.id}`, {
      pushUrl: pushes.urlOf(who),
      notify: [
        { type: 'sms', delayMinutes: 0 },
        { type: 'voice', delayMinutes: 30 },
        { type: 'push', delayMinutes: 60 },
      ],
    });
    const monitor = await aMonitor(world, [who]);
    const line = await world.hotline({ ring: [who] });
    await goesDark(provider);
    let slowestMs = 0;
    try {
      await notifiedFrom(line, async () => {
        slowestMs = await fireAll((n) => monitor.fires(`Dark ${n}.`));
        await eventually(
          () => Promise.resolve(pushes.shownTo(who).length >= incidents || null),
          `${incidents} pushes`,
          3 * minuteMs,
        );
      });
      const late = await delays(who.id);
      const asked = (await line.asked()).filter((what) => what === 'send text' || what === 'place call').length;
      const figures = [0.5, 0.99, 1].map((p) => `${percentile(late, p)} ms`).join(', ');
      // npm test shows what goes to stderr
      process.stderr.write(
        `\n${provider}: ${incidents} incidents at ${rate}/s, from the last failure to the push: ${figures} (p50, p99, max); ${asked} requests to the provider; the slowest alert was taken in ${slowestMs} ms\n`,
      );
      expect(late).toHaveLength(incidents);
      // more only where all is slow
      expect(late.at(-1)).toBeLessThan(promisedMs + 10 * slowestMs);
      expect(new Set(pushes.shownTo(who).map(({ message }) => message)).size).toBe(incidents);
      expect(asked / incidents).toBeLessThanOrEqual(2);
    } finally {
      await isLightAgain();
      await api.patch('/settings', { notifyLimits });
    }
  },
  8 * minuteMs,
);
