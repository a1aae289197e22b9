import { rmSync } from 'node:fs';
import { Client } from 'pg';
import { allPids, isAlive } from './pids.ts';
import { theSystem } from './system.ts';

/** Stops what start-the-system started, by its ids, and drops its database. */
export default async function stopTheSystem(): Promise<void> {
  const { database, logs } = theSystem();
  const pids = allPids(logs);
  for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGTERM');
  const deadline = Date.now() + 12_000;
  while (pids.some(isAlive) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
  for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  const admin = new Client({ connectionString: process.env['DATABASE_URL'] });
  await admin.connect();
  await admin.query(`drop database if exists ${database} with (force)`);
  await admin.end();
  if (!process.env['RINGDOWN_KEEP_LOGS']) rmSync(logs, { recursive: true, force: true });
}
