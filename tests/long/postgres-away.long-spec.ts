import { without } from '../acceptance/world/links.ts';
import { aMonitor } from '../acceptance/world/monitor.ts';
import { PushServer } from '../acceptance/world/push-server.ts';
import { stepWasDue } from '../acceptance/world/the-database.ts';
import { World } from '../acceptance/world/world.ts';

const awayMs = Number(process.env['AWAY_MS'] ?? 60_000);
const promisedMs = 2000;
const minuteMs = 60_000;

let pushes: PushServer;
beforeAll(async () => {
  pushes = await PushServer.start();
});
afterAll(() => pushes.stop());

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const titles = (of: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `${of} ${n + 1}.`);

it(
  'takes every step once, within two seconds after Postgres was away for a minute, and pages for nothing that was closed in it',
  async () => {
    const world = new World();
    const priya = await pushes.engineer(world, 'Priya S.');
    const sam = await pushes.engineer(world, 'Sam T.');
    const monitor = await aMonitor(world, [priya], [sam]);
    const firedAt = Date.now();
    await monitor.fires('Undisturbed.');
    const [push] = await pushes.shows(priya, 'Undisturbed');
    const usualMs = (push?.at ?? 0) - firedAt;

    const [due, closed, fresh, blips] = [
      titles('Due', 10),
      titles('Closed', 10),
      titles('New', 20),
      titles('Blip', 20),
    ] as const;
    const waiting = [...due, ...closed];
    const ids: string[] = [];
    for (const title of waiting) {
      await monitor.fires(title);
      ids.push((await monitor.incident(title)).id);
    }
    for (const title of waiting) await pushes.shows(priya, title);
    await Promise.all(ids.map((id, n) => stepWasDue([id], -(5 + ((awayMs / 1000 - 10) * n) / ids.length))));

    await without('postgres', async () => {
      const until = Date.now() + awayMs;
      const all = [
        ...closed.map((title) => () => monitor.recovers(title)),
        ...fresh.map((title) => () => monitor.fires(title)),
        ...blips.map((title) => async () => {
          await monitor.fires(title);
          await monitor.recovers(title);
        }),
      ];
      for (const [n, send] of all.entries()) {
        await send();
        await pause(Math.max(0, (until - Date.now()) / (all.length - n)));
      }
    });
    const backAt = Date.now();
    await pushes.shows(sam, 'Due', due.length);
    await pushes.shows(priya, 'New', fresh.length);
    for (const title of [...closed, ...blips]) await monitor.is(title, 'resolved');
    // whoever would be paged twice, or for what was closed, is paged before this
    await monitor.fires('The last of all.');
    await pushes.shows(priya, 'The last of all');

    const late = [...pushes.shownTo(sam, 'Due'), ...pushes.shownTo(priya, 'New')].map(({ at }) => at - backAt);
    // npm test shows what goes to stderr
    process.stderr.write(
      `\nPostgres away for ${awayMs / 1000} s: the last of ${late.length} pages came ${Math.max(...late)} ms after its return; a page takes ${usualMs} ms\n`,
    );
    expect(late).toHaveLength(due.length + fresh.length);
    expect(Math.max(...late)).toBeLessThan(promisedMs + 10 * usualMs);
    expect(pushes.shownTo(sam, 'Closed')).toEqual([]);
    expect(pushes.shownTo(priya, 'Blip')).toEqual([]);
  },
  10 * minuteMs,
);
