import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The process's Prometheus registry. Names begin with `ringdown_`; durations are in seconds. */
export const registry = new Registry();
collectDefaultMetrics({ register: registry });

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> =>
  new Counter({ name: `ringdown_${name}`, help, labelNames: [...labelNames], registers: [registry] });

export const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> =>
  new Gauge({ name: `ringdown_${name}`, help, labelNames: [...labelNames], registers: [registry] });

/** A gauge whose values are read at each scrape: one number a label value. */
export const observedGauge = <L extends string>(
  name: string,
  { help, label }: { readonly help: string; readonly label: L },
  read: () => Iterable<readonly [string, number]>,
): Gauge<L> =>
  new Gauge({
    name: `ringdown_${name}`,
    help,
    labelNames: [label],
    registers: [registry],
    collect() {
      this.reset();
      for (const [value, number] of read()) this.set({ [label]: value } as Partial<Record<L, string>>, number);
    },
  });

export const durations = <L extends string>(name: string, help: string, labelNames: readonly L[] = []): Histogram<L> =>
  new Histogram({
    name: `ringdown_${name}_seconds`,
    help,
    labelNames: [...labelNames],
    buckets: seconds,
    registers: [registry],
  });
