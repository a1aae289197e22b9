import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { api } from '../../acceptance/world/rest.ts';
import { machine } from '../../bench/machine.mjs';
import { Callers } from './callers.ts';
import { complaintsOf, type CellResult } from './cell-result.ts';
import { cellsOf } from './cells.ts';
import { EffectWatch } from './effect-watch.ts';
import { readOptions } from './options.ts';
import { lineOf, type NotPossible, resultTable } from './result-table.ts';
import { runCell, type Scene } from './run-cell.ts';
import { whyNot } from './strike.ts';
import { ChaosSystem } from './system.ts';

/*
 * npm run test:long -- chaos: every part of the system is killed, stopped, cut off, wiped, rolled back, denied its disk, while
 * monitors post events at a fixed rate and people call. Each cell is a test; the table comes at the end. By environment:
 *   CHAOS_ONLY="nats wiped,killed"   only the cells whose names contain one of these
 *   CHAOS_RATE=150                   events a second, each at its own instant
 *   CHAOS_SECONDS=8                  how long a fault lasts; a call every CHAOS_CALL_EVERY=1.5 s
 *   CHAOS_ROLLBACK_SECONDS=120       how old a store is that is put back
 *   CHAOS_LOCK_SECONDS=120           how long the incidents' table is locked
 *   CHAOS_SAVE=1                     writes the table to tests/long/results
 *   RINGDOWN_KEEP_LOGS=1             keeps the logs, and says where
 */
const options = readOptions(process.env);
const cells = cellsOf(options);
const minuteMs = 60_000;

let system: ChaosSystem;
let watch: EffectWatch;
let scene: Scene;
const results: CellResult[] = [];
const notPossible: NotPossible[] = [];

beforeAll(async () => {
  system = await ChaosSystem.start();
  watch = new EffectWatch(system.started.urls.postgres);
  const { id } = await api.post<{ id: string }>('/integrations', { name: 'Chaos', type: 'webhook' });
  const { url } = await api.get<{ url: string }>(`/integrations/${id}`);
  scene = { system, watch, callers: await Callers.open(), pushUrl: url, options };
}, 5 * minuteMs);

/** Copies grow old while the cells before run. */
async function keepCopies(index: number): Promise<void> {
  for (const server of ['nats', 'redis'] as const) {
    const isNeeded = cells.slice(index).some(({ fault }) => fault.kind === 'rolled back' && fault.part === server);
    if (!isNeeded) continue;
    await system.copy(server);
    await system.dropCopies(server, options.rollBackSeconds * 1000);
  }
}

it.each(cells.map((cell, index) => [cell.name, cell, index] as const))(
  '%s',
  async (_name, cell, index) => {
    const why = whyNot(cell, system);
    if (why !== null) {
      notPossible.push({ name: cell.name, why });
      process.stderr.write(`${cell.name}: ${why}\n`);
      return;
    }
    await keepCopies(index);
    const result = await runCell(cell, `cell${index}`, scene);
    results.push(result);
    const complaints = complaintsOf(result);
    // npm test shows what goes to stderr: nobody should have to wait for the end to see how it goes
    process.stderr.write(`${[lineOf(result), ...complaints].join('\n')}\n`);
    expect(complaints).toEqual([]);
  },
  10 * minuteMs,
);

afterAll(async () => {
  // where the start failed there may be neither
  await watch?.stop();
  const logs = await system?.stop(options.keepLogs);
  const day = new Date().toISOString().slice(0, 10);
  const page = [
    `# Chaos run of ${day}`,
    ...machine().map((text) => `- ${text}`),
    `- Open loop, ${options.rate} events/s, waits from the scheduled instant; a fault lasts ${options.faultSeconds} s, a call comes every ${options.callEverySeconds} s.`,
    '',
    resultTable(results, notPossible),
    '',
  ].join('\n');
  process.stderr.write(`\n${page}${logs ? `\nThe logs are in ${logs}.\n` : ''}`);
  if (!options.save) return;
  const folder = join(__dirname, '../results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${day}-chaos.md`), page);
}, 2 * minuteMs);
