/** The NATS server that `npm test` started. Throws where there is none. */
export const testNats = (): string => requiredUrl('NATS_URL');

/** The Redis server that `npm test` started. Throws where there is none. */
export const testRedis = (): string => requiredUrl('REDIS_URL');

/** The Postgres server that `npm test` started. Throws where there is none. */
export const testPostgres = (): string => requiredUrl('DATABASE_URL');

function requiredUrl(name: 'DATABASE_URL' | 'NATS_URL' | 'REDIS_URL'): string {
  const url = process.env[name];
  if (!url) throw new Error(`${name} is not set: run this through npm test, which starts the servers`);
  return url;
}
