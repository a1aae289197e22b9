import { providers } from '../acceptance/world/provider.ts';
import { type Comeback, Instances } from './kills/instances.ts';
import type { KilledCall } from './kills/killed-call.ts';
import { nextRings } from './kills/next-rings.ts';
import { ResultTable } from './kills/result-table.ts';
import { providerRingMs } from './kills/ring-time.ts';
import { Stations } from './kills/stations.ts';
import { type Step, steps } from './kills/steps.ts';
import { toldMoreOrLessThanOnce } from './kills/told-once.ts';
import { complaintsAbout } from './kills/verdict.ts';
import { World } from '../acceptance/world/world.ts';

const rounds = Number(process.env['KILL_ROUNDS'] ?? 10);
const latestNextRingMs = 2000;
const minuteMs = 60_000;

const comebackOf = (round: number): Comeback => {
  if (round % 5 === 3) return 'another takes over';
  return round % 10 === 7 ? 'stays away for 5 s' : 'starts again';
};

/** One kill: a call of each provider is brought to the step; every other call that lives is in it by chance. */
async function killAt(step: Step, comeback: Comeback, { all, instances, table }: Scene): Promise<void> {
  await instances.prepare(comeback);
  const aimed = await Promise.all(all.map((stations) => stations.dial(step)));
  const arrived = await Promise.all(aimed.map((call) => call.isAtItsStep()));
  await new Promise((resolve) => setTimeout(resolve, (step.afterMs ?? 0) + Math.random() * step.spreadMs));
  for (const call of liveCalls(all, aimed)) call.kills += 1;
  await instances.kill(comeback);
  for (const [i, { provider }] of all.entries()) table.killed(step.name, provider, arrived[i] ? 1 : 0);
}

interface Scene {
  readonly all: readonly Stations[];
  readonly instances: Instances;
  readonly table: ResultTable;
}

const liveCalls = (all: readonly Stations[], aimed: readonly KilledCall[]): ReadonlySet<KilledCall> =>
  new Set([...all.flatMap(({ live }) => live), ...aimed]);

it(
  'keeps every call going when call-routing is killed at each of its steps',
  async () => {
    const table = new ResultTable();
    const instances = await Instances.of(new World());
    const all = await Promise.all(providers.map((provider) => Stations.open(provider, 3)));
    for (let round = 0; round < rounds; round++)
      for (const [i, step] of steps.entries()) await killAt(step, comebackOf(round + i), { all, instances, table });

    const calls = all.flatMap((stations) => stations.all);
    const complaints = (await Promise.all(calls.map(complaintsAbout))).flat();
    for (const call of calls) {
      const { provider } = call.station.hotline;
      const rings = nextRings(await call.over, providerRingMs[provider], instances.outages);
      table.rang(call.step.name, provider, rings);
      const late = rings.filter(({ lateSinceBackMs }) => lateSinceBackMs > latestNextRingMs);
      for (const { lateMs } of late)
        complaints.push(`${provider}, ${call.step.name}: the next ring came ${lateMs} ms late`);
    }
    for (const stations of all) complaints.push(...(await toldMoreOrLessThanOnce(stations)));

    const kills = calls.reduce((sum, call) => sum + call.kills, 0);
    const away = instances.outages.map(({ from, to }) => to - from).sort((a, b) => a - b);
    const middle = away[Math.floor(away.length / 2)] ?? 0;
    // npm test shows what goes to stderr
    process.stderr.write(
      table.print(
        `${away.length} kills, ${calls.length} calls, ${kills} calls killed; away for ${middle} ms (median), ${away.at(-1)} ms at most`,
      ),
    );
    expect(complaints).toEqual([]);
  },
  40 * minuteMs,
);
