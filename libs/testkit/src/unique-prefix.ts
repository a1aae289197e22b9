import { randomBytes } from 'node:crypto';

/** A name no other test uses, safe in Redis keys, JetStream names and Postgres identifiers: `inbox_3f9c0a1b2c4d`. */
export function uniquePrefix(what = 'test'): string {
  return `${what}_${randomBytes(6).toString('hex')}`;
}
