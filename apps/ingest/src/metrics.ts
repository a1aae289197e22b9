import { counter, durations, gauge, registry } from '@ringdown/platform-telemetry';
import { Histogram } from 'prom-client';

export const accepted = counter('ingest_accepted_total', 'Events that were made durable', ['where']);
export const refused = counter('ingest_refused_total', 'Requests that were not accepted, by reason', ['reason']);
export const untilDurable = durations('ingest_durable', 'From the arrival of an event until it is durable');
export const journalBytes = gauge('ingest_journal_bytes', 'What waits in the local journal for Postgres');
export const batchEvents = new Histogram({
  name: 'ringdown_ingest_batch_events',
  help: 'Events that were written at once',
  buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
  registers: [registry],
});
