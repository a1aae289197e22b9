import pg from 'pg';
import { freshDatabase } from './test-servers.js';

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('freshDatabase', () => {
  it('gives each test a database that knows nothing of the other', async () => {
    const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
    try {
      await query(one.url, 'CREATE TABLE calls (id text)');
      expect(await query(one.url, `SELECT to_regclass('calls')::text AS found`)).toEqual([{ found: 'calls' }]);
      expect(await query(other.url, `SELECT to_regclass('calls')::text AS found`)).toEqual([{ found: null }]);
    } finally {
      await Promise.all([one.drop(), other.drop()]);
    }
  });

  it('drops it even while somebody is connected', async () => {
    const database = await freshDatabase();
    const idle = new pg.Client({ connectionString: database.url });
    idle.on('error', () => undefined);
    await idle.connect();
    await database.drop();
    await expect(query(database.url, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
  });
});
