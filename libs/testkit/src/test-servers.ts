/** The NATS server of this worker, which `npm test` started. Throws where there is none. */
export const testNats = (): string => requiredUrl('NATS_URL');

/** The Redis server of this worker, which `npm test` started. Throws where there is none. */
export const testRedis = (): string => requiredUrl('REDIS_URL');

/** The Postgres server of this worker, which `npm test` started. Throws where there is none. */
export const testPostgres = (): string => requiredUrl('DATABASE_URL');

/** Streams, buckets and queues have names that tests share, so each worker of jest but the first has servers of its own: `NATS_URL_2` and so on. */
function requiredUrl(name: 'DATABASE_URL' | 'NATS_URL' | 'REDIS_URL'): string {
  const worker = Number(process.env['JEST_WORKER_ID'] ?? 1);
  const variable = worker > 1 ? `${name}_${worker}` : name;
  const url = process.env[variable];
  if (url) return url;
  throw new Error(
    worker > 1
      ? `${variable} is not set: worker ${worker} has no servers of its own. Run these tests with --runInBand.`
      : `${name} is not set: run this through npm test, which starts the servers`,
  );
}
