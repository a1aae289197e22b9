import { setTimeout as sleep } from 'node:timers/promises';
import type { Cell } from './cells.ts';
import type { Callers } from './callers.ts';
import { type CellResult, figuresOf } from './cell-result.ts';
import type { EffectWatch } from './effect-watch.ts';
import { type EventVerdict, judgeEvents } from './judge-events.ts';
import { type LeftOver, leftOver, moreThan } from './left-over.ts';
import { postEvents } from './monitors.ts';
import type { ChaosOptions } from './options.ts';
import { markOf, type SentEvent } from './sent-event.ts';
import { prepare, strike } from './strike.ts';
import type { ChaosSystem } from './system.ts';
import { targetsOf } from './targets.ts';

const beforeSeconds = 2;
const afterSeconds = 4;
const titleEverySeconds = 3;
const giveUpMs = 40_000;
const settleMs = 90_000;
const pollMs = 500;
const mostCalls = 12;

export interface Scene {
  readonly system: ChaosSystem;
  readonly watch: EffectWatch;
  readonly callers: Callers;
  readonly pushUrl: string;
  readonly options: ChaosOptions;
}

/** One fault, while events and calls come in; and what they came to, once all is quiet again. */
export async function runCell(cell: Cell, name: string, scene: Scene): Promise<CellResult> {
  const { system, watch, callers, pushUrl, options } = scene;
  const before = await leftOver(system, watch);
  const prepared = await prepare(cell, system);
  try {
    const wait = beforeSeconds + (await secondsUntilOldEnough(cell, scene));
    const seconds = wait + cell.faultSeconds + afterSeconds;
    const load = { name, rate: options.rate, seconds: Math.ceil(seconds), titleEverySeconds, giveUpMs };
    const posted = postEvents(pushUrl, load);
    const every = Math.max(options.callEverySeconds, (beforeSeconds + cell.faultSeconds) / mostCalls);
    await sleep((wait - beforeSeconds) * 1000);
    const called = callers.call(beforeSeconds + cell.faultSeconds, every);
    await sleep(beforeSeconds * 1000);
    const struck = whileStruck(cell, scene);
    const [events] = await Promise.all([posted, called, struck.catch(() => '')]);
    const note = await struck;
    const stuck = await stuckAfter(before, scene, () => judge(events, name, watch));
    const verdict = await judge(events, name, watch);
    const calls = await callers.verdict();
    const seenAt = ({ title, place, attempts }: SentEvent): number | null =>
      attempts.reduce<number | null>((first, { number }) => {
        const at = watch.seenAt.get(markOf(title, place, number));
        return at === undefined ? first : Math.min(first ?? at, at);
      }, null);
    return { name: cell.name, note, targets: targetsOf(cell), ...figuresOf(events, seenAt), ...calls, verdict, stuck };
  } finally {
    await prepared.undo();
  }
}

async function whileStruck(cell: Cell, { system }: Scene): Promise<string> {
  const struck = await strike(cell, system);
  try {
    await sleep(cell.faultSeconds * 1000);
    return struck.note ?? '';
  } finally {
    await struck.undo();
  }
}

/** The copies that are put back are taken between cells; in a short run this one has to wait for its own to grow old. */
async function secondsUntilOldEnough({ fault }: Cell, { system, options }: Scene): Promise<number> {
  if (fault.kind !== 'rolled back') return 0;
  const age = await system.ageOfCopy(fault.part);
  return Math.max(0, options.rollBackSeconds - age / 1000);
}

async function judge(events: readonly SentEvent[], name: string, watch: EffectWatch): Promise<EventVerdict> {
  const { effects, counts } = await watch.read(name);
  return judgeEvents(events, effects, counts);
}

const isKept = ({ lost, doubled, disordered }: EventVerdict): boolean =>
  lost.length + doubled.length + disordered.length === 0;

/** Waits until every effect is there, all is told and nothing is on its way; answers what still is when it will not end. */
async function stuckAfter(
  before: LeftOver,
  scene: Scene,
  judged: () => Promise<EventVerdict>,
): Promise<readonly string[]> {
  const deadline = performance.now() + settleMs;
  await settled(judged, isKept, deadline);
  await settled(
    () => scene.callers.verdict(),
    ({ told }) => told.length === 0,
    deadline,
  );
  const left = await settled(
    () => leftOver(scene.system, scene.watch),
    (now) => moreThan(before, now).length === 0,
    deadline,
  );
  return moreThan(before, left);
}

/** Looks until all is well, or until it will not be any more; a system that has been struck may take a while to answer. */
async function settled<T>(look: () => Promise<T>, isWell: (seen: T) => boolean, deadline: number): Promise<T> {
  for (;;) {
    const isLast = performance.now() > deadline;
    try {
      const seen = await look();
      if (isLast || isWell(seen)) return seen;
    } catch (error) {
      if (isLast) throw error;
    }
    await sleep(pollMs);
  }
}
