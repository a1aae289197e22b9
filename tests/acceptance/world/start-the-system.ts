import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort, startProcess, untilReady } from './service-processes.ts';
import stopTheSystem from './stop-the-system.ts';
import { rememberSystem } from './system.ts';

const services = ['control', 'ingest', 'call-routing', 'notification', 'incident'] as const;

const needed = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: start the tests with npm test, which starts the servers.`);
  return value;
};

/** Starts the whole system once for all acceptance tests: every service built, and the simulated carrier. */
export default async function startTheSystem(): Promise<void> {
  const logs = mkdtempSync(join(tmpdir(), 'ringdown-acceptance-'));
  const database = `acceptance_${randomBytes(6).toString('hex')}`;
  const admin = new Client({ connectionString: needed('DATABASE_URL') });
  await admin.connect();
  await admin.query(`create database ${database}`);
  await admin.end();
  const databaseUrl = Object.assign(new URL(needed('DATABASE_URL')), { pathname: `/${database}` }).toString();

  const names = [...services, 'carrier'] as const;
  const ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await freePort()] as const)));
  const at = (name: (typeof names)[number]): string => `http://127.0.0.1:${ports[name]}`;
  const apiKey = `rd_${randomBytes(20).toString('hex')}`;
  const settings = {
    DATABASE_URL: databaseUrl,
    NATS_URL: needed('NATS_URL'),
    REDIS_URL: needed('REDIS_URL'),
    PUBLIC_URL: at('control'),
    VOICE_URL: at('call-routing'),
    INGEST_URL: at('ingest'),
    SECRET_KEY: randomBytes(32).toString('hex'),
    RINGDOWN_ADMIN_EMAIL: 'admin@ringdown.example',
    RINGDOWN_ADMIN_PASSWORD: randomBytes(12).toString('hex'),
    RINGDOWN_API_KEY: apiKey,
    TWILIO_API_URL: at('carrier'),
    SLACK_API_URL: at('carrier'),
    OUTBOUND_ALLOW_PRIVATE: 'true',
    LOG_LEVEL: 'info',
    HOST: '127.0.0.1',
    CARRIER_PUBLIC_URL: at('carrier'),
  };
  const pids = names.map((name) => {
    const dataDir = join(logs, 'data', name);
    mkdirSync(dataDir, { recursive: true });
    return startProcess(name, { ...settings, PORT: String(ports[name]), DATA_DIR: dataDir }, logs).pid ?? 0;
  });
  rememberSystem({
    control: at('control'),
    ingest: at('ingest'),
    voice: at('call-routing'),
    notification: at('notification'),
    carrier: at('carrier'),
    apiKey,
    natsUrl: settings.NATS_URL,
    databaseUrl,
    pids,
    logs,
    database,
  });
  try {
    await Promise.all([
      ...services.map((name) => untilReady(name, `${at(name)}/readyz`, logs)),
      untilReady('carrier', `${at('carrier')}/healthz`, logs),
    ]);
  } catch (error) {
    await stopTheSystem();
    throw error;
  }
}
