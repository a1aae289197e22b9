import { percentile } from './open-loop.mjs';

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ms = (value) => value.toFixed(value < 10 ? 1 : 0);
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** One row a load: the median over its rounds, the worst round in brackets, milliseconds. */
export function latencyRows(results) {
  const kinds = [...new Set(results.map(({ name, rate }) => `${name} @${rate}`))];
  const rows = kinds.map((kind) => {
    const rounds = results.filter(({ name, rate }) => `${name} @${rate}` === kind);
    const cell = (p) => {
      const values = rounds.map(({ latencies }) => percentile(latencies, p));
      return `${ms(median(values))} (${ms(Math.max(...values))})`;
    };
    const sent = rounds.reduce((sum, { latencies }) => sum + latencies.length, 0);
    const failed = rounds.reduce((sum, round) => sum + round.failed, 0);
    const late = Math.max(...rounds.map(({ latestSendMs }) => latestSendMs));
    const [name, rate] = kind.split(' @');
    return [name, `${rate}/s`, cell(0.5), cell(0.9), cell(0.99), cell(1), `${failed} of ${sent}`, ms(late)];
  });
  const head = ['load', 'rate', 'p50 ms', 'p90 ms', 'p99 ms', 'max ms', 'failed', 'generator late ms'];
  return table(head, rows);
}

export const memoryRows = (idle, live, after) =>
  table(
    ['process', 'idle MiB', 'with 1,000 live calls MiB', 'after the bench MiB'],
    Object.keys(after).map((name) => [name, idle[name] ?? '', live[name] ?? '', after[name]]),
  );

export const startRows = (starts) =>
  table(
    ['service', 'listens after ms', 'ready after ms'],
    Object.entries(starts).map(([name, runs]) => [
      name,
      ms(median(runs.map((run) => run.listens))),
      ms(median(runs.map((run) => run.ready))),
    ]),
  );
