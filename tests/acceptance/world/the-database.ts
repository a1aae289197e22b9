import { Client } from 'pg';
import { theSystem } from './system.ts';

/** A look into, or a hand on, what the services have stored: by a way of its own, which no test takes away. */
export async function sql<T extends object>(text: string, values: readonly unknown[] = []): Promise<readonly T[]> {
  const { database } = theSystem();
  const url = Object.assign(new URL(process.env['DATABASE_URL'] ?? ''), { pathname: `/${database}` });
  const client = new Client({ connectionString: url.toString() });
  await client.connect();
  try {
    return (await client.query<T>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** The next step of these incidents was due so many seconds ago, or is due in as many where they are negative. */
export const stepWasDue = (incidentIds: readonly string[], secondsAgo: number): Promise<readonly object[]> =>
  sql(`update incident.incident set escalation_due_at = now() - $2 * interval '1 second' where id = any($1::text[])`, [
    incidentIds,
    secondsAgo,
  ]);
