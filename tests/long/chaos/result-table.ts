import type { CellResult } from './cell-result.ts';

/** Before this run there was another one, by other hands, which found what has since been mended. */
const foundBefore = [
  'as found',
  '75,767 (150/s)',
  '12,846: a service started while Postgres hung',
  '',
  '85 s: NATS wiped behind 89,000 events',
  '5 of 125; 19 passed an idle engineer by',
  '1 of 30 lost: incident.incident locked for 150 s',
  'kept',
  'kept',
  '1 dead letter, live calls',
];

const head = [
  'fault',
  'events',
  'failed attempts',
  'longest wait until 200',
  'lag',
  'callers without an answer',
  'R1 each 200 one effect',
  'R2 order',
  'R3 one log, one message',
  'R4 nothing stuck',
];

export interface NotPossible {
  readonly name: string;
  readonly why: string;
}

const number = (n: number): string => n.toLocaleString('en-US');
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const kept = (complaints: readonly string[]): string => (complaints.length === 0 ? 'kept' : `**${complaints.length}**`);
const callersOf = (unanswered: number, calls: number, passedBy: number): string =>
  `${unanswered} of ${calls}${passedBy > 0 ? `; ${passedBy} passed an idle engineer by` : ''}`;

/** One line, for who waits for the table. */
export const lineOf = (result: CellResult): string => asLine(rowOf(result));

function rowOf(result: CellResult): string[] {
  const { name, note, verdict, unanswered, calls, passedBy } = result;
  return [
    note ? `${name} (${note})` : name,
    number(result.events),
    number(result.failedAttempts),
    seconds(result.longestWaitMs),
    seconds(result.lagMs),
    callersOf(unanswered.length, calls, passedBy.length),
    kept([...verdict.lost, ...verdict.doubled]),
    kept(verdict.disordered),
    kept(result.told),
    kept(result.stuck),
  ];
}

const total = (results: readonly CellResult[], of: (result: CellResult) => number): number =>
  results.reduce((sum, result) => sum + of(result), 0);
const most = (results: readonly CellResult[], of: (result: CellResult) => number): number =>
  results.reduce((greatest, result) => Math.max(greatest, of(result)), 0);

function lastRow(results: readonly CellResult[]): string[] {
  const all = <T>(of: (result: CellResult) => readonly T[]): readonly T[] => results.flatMap(of);
  return [
    `all ${results.length}`,
    number(total(results, ({ events }) => events)),
    number(total(results, ({ failedAttempts }) => failedAttempts)),
    seconds(most(results, ({ longestWaitMs }) => longestWaitMs)),
    seconds(most(results, ({ lagMs }) => lagMs)),
    callersOf(
      all(({ unanswered }) => unanswered).length,
      total(results, ({ calls }) => calls),
      all(({ passedBy }) => passedBy).length,
    ),
    kept(all(({ verdict }) => [...verdict.lost, ...verdict.doubled])),
    kept(all(({ verdict }) => verdict.disordered)),
    kept(all(({ told }) => told)),
    kept(all(({ stuck }) => stuck)),
  ];
}

/** Markdown: what was found before as its first line, ours in all as its last. A bold figure is how many broke the rule. */
export function resultTable(results: readonly CellResult[], notPossible: readonly NotPossible[]): string {
  const empty = head.slice(2).map(() => '–');
  const rows = [
    head,
    head.map(() => '---'),
    foundBefore,
    ...results.map(rowOf),
    ...notPossible.map(({ name, why }) => [name, why, ...empty]),
    lastRow(results),
  ];
  return rows.map(asLine).join('\n');
}

function asLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
