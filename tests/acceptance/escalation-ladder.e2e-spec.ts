import { Redis } from 'ioredis';
import { without } from './world/links.ts';
import { aMonitor, type Monitor } from './world/monitor.ts';
import { notifiedFrom } from './world/notified-from.ts';
import { PushServer } from './world/push-server.ts';
import type { Responder } from './world/responder.ts';
import { api, carrier } from './world/rest.ts';
import { kill, start } from './world/restart.ts';
import { scenario } from './world/scenario.ts';
import { freePort } from './world/service-processes.ts';
import { stepWasDue } from './world/the-database.ts';
import { eventually } from './world/waiting.ts';
import type { World } from './world/world.ts';

let pushes: PushServer;
beforeAll(async () => {
  pushes = await PushServer.start();
});
afterAll(() => pushes.stop());

/** What is promised: so late at most, once everything is back. */
const promisedMs = 2000;

/** Two people, one step after the other, and how long a page takes on this machine while all is well. */
async function aPolicy(world: World) {
  const priya = await pushes.engineer(world, 'Priya S.');
  const sam = await pushes.engineer(world, 'Sam T.');
  const monitor = await aMonitor(world, [priya], [sam]);
  const firedAt = Date.now();
  await monitor.fires(`First ${world.tag}`);
  const [first] = await pushes.shows(priya, 'First');
  const usualMs = (first?.at ?? 0) - firedAt;
  await monitor.recovers(`First ${world.tag}`);
  await pushes.shows(priya, 'First', 2);
  return { priya, sam, monitor, usualMs };
}

/** Shown once, and not later than promised after it could be. */
async function isToldInTime(who: Responder, about: string, dueAt: number, usualMs: number): Promise<void> {
  const [push, ...more] = await pushes.shows(who, about);
  expect(more).toEqual([]);
  expect((push?.at ?? 0) - dueAt).toBeLessThan(promisedMs + 10 * usualMs);
}

const untilNothingIsOnItsWay = async (monitor: Monitor, title: string, who: Responder): Promise<void> => {
  await monitor.fires(title);
  await pushes.shows(who, title);
};

/** What is true of one provider is true of the other where only pushes are sent. */
const once = ['twilio'] as const;

scenario(
  'takes steps on time while Redis has lost everything and is gone',
  async (world) => {
    const { priya, sam, monitor, usualMs } = await aPolicy(world);
    await monitor.fires(`Disk ${world.tag}`);
    const { id } = await monitor.incident(`Disk ${world.tag}`);
    await pushes.shows(priya, 'Disk');
    const redis = new Redis(process.env['REDIS_URL'] ?? '');
    await redis.flushall();
    redis.disconnect();
    await without('redis', async () => {
      let dueAt = Date.now();
      await stepWasDue([id], 0);
      await isToldInTime(sam, 'Disk', dueAt, usualMs);
      dueAt = Date.now();
      await monitor.fires(`CPU ${world.tag}`);
      await isToldInTime(priya, 'CPU', dueAt, usualMs);
    });
  },
  once,
);

scenario(
  'takes each step once, soon, after the incident service was killed',
  async (world) => {
    const { priya, sam, monitor, usualMs } = await aPolicy(world);
    await monitor.fires(`Disk ${world.tag}`);
    const { id } = await monitor.incident(`Disk ${world.tag}`);
    await pushes.shows(priya, 'Disk');
    await stepWasDue([id], -0.02);
    await kill('incident');
    await monitor.fires(`CPU ${world.tag}`);
    await start('incident');
    const backAt = Date.now();
    await isToldInTime(sam, 'Disk', backAt, usualMs);
    await isToldInTime(priya, 'CPU', backAt, usualMs);
  },
  once,
);

scenario(
  'tells somebody once, soon, where the notification service was killed between sending and writing it down',
  async (world) => {
    const { priya, monitor, usualMs } = await aPolicy(world);
    pushes.fallsSilent();
    await monitor.fires(`Disk ${world.tag}`);
    await pushes.shows(priya, 'Disk');
    await kill('notification');
    const [before] = pushes.shownTo(priya, 'Disk');
    pushes.answersAgain();
    await start('notification');
    const backAt = Date.now();
    const again = await eventually(
      () =>
        Promise.resolve(pushes.received.findLast(({ message, at }) => message.includes('Disk') && at > backAt - 500)),
      'the push comes again',
    );
    // nobody knows whether it was shown; on the phone it takes the place of the first
    expect(again.sequence_id).toBe(before?.sequence_id);
    expect(again.at - backAt).toBeLessThan(promisedMs + 10 * usualMs);
    const { id } = await monitor.incident(`Disk ${world.tag}`);
    const { items } = await api.get<{ items: { state: string }[] }>(`/incidents/${id}/notifications`);
    expect(items).toHaveLength(1);
  },
  once,
);

scenario(
  'texts and calls once where the notification service was killed while the provider took them',
  async (world) => {
    const who = await world.responder('Priya S.');
    await api.patch(`/users/${who.id}`, {
      notify: ['sms', 'voice'].map((type) => ({ type, delayMinutes: 0 })),
    });
    const phone = await world.phone(who).rings('silent');
    const monitor = await aMonitor(world, [who]);
    const line = (await world.hotline({ ring: [who] })).mayAsk('send text', 'place call');
    const only = line.account.accountId;
    await notifiedFrom(line, async () => {
      // the provider does it, and its answer comes too late
      await carrier.put('/sim/rest', { failures: [{ delayMs: 5000, afterEffect: true, only, times: 2 }] });
      try {
        await monitor.fires(`Disk ${world.tag}`);
        await phone.texts();
        await eventually(async () => ((await line.asked()).includes('place call') ? true : null), 'the call is placed');
        await kill('notification');
        await start('notification');
        await phone.calls();
        const { id } = await monitor.incident(`Disk ${world.tag}`);
        await eventually(async () => {
          const { items } = await api.get<{ items: { state: string }[] }>(`/incidents/${id}/notifications`);
          return items.every(({ state }) => state === 'delivered') || null;
        }, 'the provider has told that both arrived');
        // a later look at what is due has taken place
        await monitor.recovers(`Disk ${world.tag}`);
        await phone.texts();
      } finally {
        await carrier.put('/sim/rest', { failures: [] });
      }
    });
  },
);

scenario(
  'rings a phone once where the notification service was killed while the provider placed the call, and nobody has picked up yet',
  async (world) => {
    const who = await world.responder('Priya S.');
    await api.patch(`/users/${who.id}`, { notify: [{ type: 'voice', delayMinutes: 0 }] });
    const phone = await world.phone(who).rings({ behaviour: 'wrong-key', keys: ['1'], answerAfterMs: 10_000 });
    const monitor = await aMonitor(world, [who]);
    const line = (await world.hotline({ ring: [who] })).mayAsk('place call');
    const only = line.account.accountId;
    const states = async (id: string) =>
      (await api.get<{ items: { state: string }[] }>(`/incidents/${id}/notifications`)).items.map(({ state }) => state);
    await notifiedFrom(line, async () => {
      await carrier.put('/sim/rest', { failures: [{ delayMs: 5000, afterEffect: true, only, times: 1 }] });
      try {
        await monitor.fires(`Disk ${world.tag}`);
        await eventually(async () => ((await line.asked()).includes('place call') ? true : null), 'the call is placed');
        await kill('notification');
        await start('notification');
        const { id } = await monitor.incident(`Disk ${world.tag}`);
        await phone.calls();
        await eventually(async () => (await states(id)).includes('answered') || null, 'the key was heard');
        expect((await line.asked()).filter((what) => what === 'place call')).toHaveLength(1);
      } finally {
        await carrier.put('/sim/rest', { failures: [] });
      }
    });
  },
);

scenario(
  'pages nobody, after an hour, for what was closed meanwhile',
  async (world) => {
    const { priya, sam, monitor } = await aPolicy(world);
    const open = `Disk ${world.tag}`;
    await monitor.fires(open);
    const { id } = await monitor.incident(open);
    await pushes.shows(priya, 'Disk');
    await kill('incident');
    await stepWasDue([id], 3600);
    const titles = Array.from({ length: 300 }, (_, n) => `Blip ${n}.`);
    await Promise.all(titles.map((title) => monitor.fires(title)));
    const firedAt = Date.now();
    await Promise.all([...titles, open].map((title) => monitor.recovers(title)));
    // what is younger than two seconds when it is read is no backlog: it is paged for as it would have been without the outage
    await eventually(() => Promise.resolve(Date.now() - firedAt > promisedMs || null), 'the news is old');
    await start('incident');
    await monitor.is(open, 'resolved');
    await untilNothingIsOnItsWay(monitor, 'Last', priya);
    expect(pushes.shownTo(sam)).toEqual([]);
    expect(pushes.shownTo(priya, 'Blip')).toEqual([]);
  },
  once,
);

scenario(
  'tells nobody of what was acknowledged while the notification service was away',
  async (world) => {
    const { priya, sam, monitor } = await aPolicy(world);
    await kill('notification');
    await monitor.fires(`Disk ${world.tag}`);
    const { id } = await monitor.incident(`Disk ${world.tag}`);
    await api.post(`/incidents/${id}/escalate`);
    await api.post(`/incidents/${id}/acknowledge`);
    await start('notification');
    await untilNothingIsOnItsWay(monitor, 'Last', priya);
    expect(pushes.shownTo(priya, 'Disk')).toEqual([]);
    expect(pushes.shownTo(sam, 'Disk')).toEqual([]);
  },
  once,
);

scenario(
  'goes on within two seconds once Postgres is back, once each, and not with what a monitor has closed meanwhile',
  async (world) => {
    const { priya, sam, monitor, usualMs } = await aPolicy(world);
    const ids: string[] = [];
    for (const title of ['Due', 'Closed']) {
      await monitor.fires(`${title} ${world.tag}`);
      ids.push((await monitor.incident(`${title} ${world.tag}`)).id);
      await pushes.shows(priya, title);
    }
    pushes.fallsSilent();
    await monitor.fires(`Underway ${world.tag}`);
    await pushes.shows(priya, 'Underway');
    await without('postgres', async () => {
      pushes.answersAgain();
      await stepWasDue(ids, 20);
      await monitor.recovers(`Closed ${world.tag}`);
      await monitor.fires(`New ${world.tag}`);
    });
    const backAt = Date.now();
    await isToldInTime(sam, 'Due', backAt, usualMs);
    await isToldInTime(priya, 'New', backAt, usualMs);
    await monitor.is(`Closed ${world.tag}`, 'resolved');
    await untilNothingIsOnItsWay(monitor, 'Last', priya);
    expect(pushes.shownTo(sam, 'Closed')).toEqual([]);
    expect(pushes.received.filter(({ message }) => message.includes('Underway'))).toHaveLength(1);
  },
  once,
);

scenario(
  'takes each step once with two instances of each service, also when one of each is killed',
  async (world) => {
    const { priya, monitor, usualMs } = await aPolicy(world);
    for (const name of ['incident', 'notification'])
      await start(name, { PORT: String(await freePort()), DATA_DIR: world.aFolder() }, `${name}-2`);
    const titles = (from: number): string[] => Array.from({ length: 20 }, (_, n) => `Two ${from + n}.`);
    try {
      for (const title of titles(0)) await monitor.fires(title);
      await pushes.shows(priya, 'Two', 20);
      const fired = titles(20).map((title) => monitor.fires(title));
      await Promise.all([...fired, kill('incident'), kill('notification')]);
      const goneAt = Date.now();
      const shown = await pushes.shows(priya, 'Two', 40);
      // the other finds within moments that it is the only one
      expect(Math.max(...shown.map(({ at }) => at)) - goneAt).toBeLessThan(promisedMs + 10 * usualMs);
      expect(new Set(shown.map(({ message }) => message)).size).toBe(40);
    } finally {
      await start('incident');
      await start('notification');
      await kill('incident-2');
      await kill('notification-2');
    }
    await untilNothingIsOnItsWay(monitor, 'Last', priya);
    expect(pushes.shownTo(priya, 'Two')).toHaveLength(40);
  },
  once,
);
