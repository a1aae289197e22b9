import { machine } from './machine.mjs';
import { percentile } from './open-loop.mjs';

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ms = (value) => value.toFixed(value < 10 ? 1 : 0);
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export const heading = ({ seconds, rounds }) =>
  [
    `# Bench of ${new Date().toISOString().slice(0, 10)}`,
    ...machine().map((text) => `- ${text}`),
    `- Open loop, latency from the scheduled instant; ${seconds} s a load, ${rounds} rounds, medians of the rounds (worst round in brackets).`,
  ].join('\n');

/** One row a mix of events: medians over its rounds, the worst round in brackets. */
export function throughputRows(results) {
  const rows = [...new Set(results.map(({ mix }) => mix))].map((mix) => {
    const rounds = results.filter((one) => one.mix === mix);
    const perSecond = rounds.map((one) => one.perSecond);
    const cpu = rounds.map((one) => one.cpuMsPerEvent);
    return [
      mix,
      String(rounds.reduce((sum, { events }) => sum + events, 0)),
      `${median(perSecond).toFixed(0)} (${Math.min(...perSecond).toFixed(0)})`,
      `${median(cpu).toFixed(2)} (${Math.max(...cpu).toFixed(2)})`,
    ];
  });
  return table(['incident-apply-alerts', 'events', 'events/s', 'CPU ms of incident an event'], rows);
}

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

/** One row a load: CPU time of a process for each of what was sent, the median of its rounds, the worst round in brackets. */
export function cpuRows(what, results) {
  const kinds = [...new Set(results.map(({ name, rate }) => `${name} @${rate}`))];
  const rows = kinds.map((kind) => {
    const spent = results.filter(({ name, rate }) => `${name} @${rate}` === kind).map((one) => one.cpuMsPerUnit);
    const [name, rate] = kind.split(' @');
    return [name, `${rate}/s`, `${median(spent).toFixed(2)} (${Math.max(...spent).toFixed(2)})`];
  });
  return table(['load', 'rate', what], rows);
}

/** One row a round: 10,000 events for one channel. */
export const stormRows = (storms) =>
  table(
    ['storm', 'first request ms', 'requests', 'in the busiest 10 s', 'told by themselves', 'in summaries', 'lost'],
    storms.map(({ firstMs, requests, busiest, byThemselves, inSummaries, lost }, n) =>
      [`round ${n + 1}`, ms(firstMs), requests, busiest, byThemselves, inSummaries, lost].map(String),
    ),
  );

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
