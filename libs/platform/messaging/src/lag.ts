import { observedGauge } from '@ringdown/platform-telemetry';

const gauges = { consumers: new Map<string, Lag>(), outboxes: new Map<string, Lag>() };

/** The age of the oldest thing that waits, in seconds; 0 where nothing does. */
export class Lag {
  private oldest: number | null = null;

  constructor(of: keyof typeof gauges, name: string) {
    gauges[of].set(name, this);
  }

  /** Nothing waits, or this since then. */
  waitsSince(instant: string | Date | null): void {
    const ms = instant === null ? NaN : new Date(instant).getTime();
    this.oldest = Number.isNaN(ms) ? null : ms;
  }

  /** Nobody can look now: what waits, waits since this moment at the latest. */
  isUnknown(): void {
    this.oldest ??= Date.now();
  }

  /** Something waits since then, or longer. */
  reaches(instant: Date): boolean {
    return this.oldest !== null && this.oldest <= instant.getTime();
  }

  get seconds(): number {
    return this.oldest === null ? 0 : Math.max(0, (Date.now() - this.oldest) / 1000);
  }
}

const ages = (lags: ReadonlyMap<string, Lag>) => [...lags].map(([name, { seconds }]) => [name, seconds] as const);

observedGauge(
  'consumer_lag_seconds',
  { help: 'Age of the oldest event that has not taken effect', label: 'consumer' },
  () => ages(gauges.consumers),
);
observedGauge('outbox_oldest_seconds', { help: 'Age of the oldest event that is not published', label: 'schema' }, () =>
  ages(gauges.outboxes),
);

/** The age of the oldest event of this process's outbox that is not published. */
export const outboxLagSeconds = (schema: string): number => gauges.outboxes.get(schema)?.seconds ?? 0;
