import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { natsOptions } from '@ringdown/platform-messaging';
import { Client } from 'pg';
import { freePorts } from '../../../scripts/local-servers/free-ports.mjs';
import { rememberPid } from './pids.ts';
import { startProcess, startService, untilReady } from './service-processes.ts';
import stopTheSystem from './stop-the-system.ts';
import { rememberSystem } from './system.ts';

const linkNames = ['postgres', 'nats', 'redis', 'voice'] as const;
const services = ['control', 'ingest', 'call-routing', 'notification', 'incident'] as const;

const needed = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: start the tests with npm test, which starts the servers.`);
  return value;
};

/** The same server, by a port that a test can close. */
const through = (url: string, port = 0): string =>
  Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).toString();

const hostOf = (url: string, usualPort: number): string => {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || usualPort}`;
};

/**
 * The integration tests share the NATS server: their alert rules and accounts in the bucket `config` would act here
 * until control has compared the bucket with its database for the first time.
 */
async function forgetOtherConfiguration(): Promise<void> {
  const connection = await connect(natsOptions(needed('NATS_URL'), 'acceptance'));
  const manager = await jetstreamManager(connection);
  const names = await manager.streams.names().next();
  if (names.includes('KV_config')) await manager.streams.delete('KV_config');
  await connection.close();
}

/** Starts the whole system once for all acceptance tests: every service built, and the simulated carrier. */
export default async function startTheSystem(): Promise<void> {
  const logs = mkdtempSync(join(tmpdir(), 'ringdown-acceptance-'));
  const database = `acceptance_${randomBytes(6).toString('hex')}`;
  const admin = new Client({ connectionString: needed('DATABASE_URL') });
  await admin.connect();
  await admin.query(`create database ${database}`);
  await admin.end();
  await forgetOtherConfiguration();
  const databaseUrl = Object.assign(new URL(needed('DATABASE_URL')), { pathname: `/${database}` }).toString();

  const names = [...services, 'carrier-simulator', ...linkNames, 'links', 'proxy'] as const;
  const ports: Record<string, number> = await freePorts(names);
  const at = (name: (typeof names)[number]): string => `http://127.0.0.1:${ports[name]}`;
  const apiKey = `rd_${randomBytes(20).toString('hex')}`;
  const settings = {
    DATABASE_URL: through(databaseUrl, ports.postgres),
    REDIS_URL: through(needed('REDIS_URL'), ports.redis),
    PUBLIC_URL: at('control'),
    VOICE_URL: at('proxy'),
    INGEST_URL: at('ingest'),
    NOTIFICATION_URL: at('proxy'),
    SECRET_KEY: randomBytes(32).toString('hex'),
    RINGDOWN_ADMIN_EMAIL: 'admin@ringdown.example',
    RINGDOWN_ADMIN_PASSWORD: randomBytes(12).toString('hex'),
    RINGDOWN_API_KEY: apiKey,
    TWILIO_API_URL: at('carrier-simulator'),
    PLIVO_API_URL: at('carrier-simulator'),
    SLACK_API_URL: at('carrier-simulator'),
    OUTBOUND_ALLOW_PRIVATE: 'true',
    LOG_LEVEL: 'info',
    HOST: '127.0.0.1',
    CARRIER_PUBLIC_URL: at('carrier-simulator'),
  };
  const LINKS = JSON.stringify([
    { name: 'postgres', port: ports.postgres, to: hostOf(databaseUrl, 5432) },
    { name: 'nats', port: ports.nats, to: hostOf(needed('NATS_URL'), 4222) },
    { name: 'redis', port: ports.redis, to: hostOf(needed('REDIS_URL'), 6379) },
    { name: 'voice', port: ports.voice, to: `127.0.0.1:${ports['call-routing']}` },
  ]);
  const linkSettings = { LINKS, CONTROL_PORT: String(ports.links) };
  const links = startProcess('links', join(__dirname, 'links-process.mjs'), linkSettings, logs);
  rememberPid(logs, 'links', links.pid ?? 0);
  await untilReady('links', `${at('links')}/readyz`, logs);
  // as deployed: each service is a user of its own at NATS, with the rights that it needs
  const natsUrls = JSON.parse(needed('NATS_URLS')) as Record<string, string>;
  const natsUrlOf = (name: string): string => through(natsUrls[name] ?? needed('NATS_URL'), ports.nats);
  const environments = Object.fromEntries(
    [...services, 'carrier-simulator' as const].map((name) => {
      const dataDir = join(logs, 'data', name);
      mkdirSync(dataDir, { recursive: true });
      return [name, { ...settings, NATS_URL: natsUrlOf(name), PORT: String(ports[name]), DATA_DIR: dataDir }];
    }),
  );
  for (const [name, env] of Object.entries(environments))
    rememberPid(logs, name, startService(name, env, logs).pid ?? 0);
  const fallbackDir = join(logs, 'data/call-routing/fallback');
  const proxy = startProcess(
    'proxy',
    join(__dirname, '../../../scripts/local-proxy.mjs'),
    {
      PORT: String(ports.proxy),
      FOLDER: join(logs, 'proxy'),
      FALLBACK_DIR: fallbackDir,
      CONTROL: at('control'),
      INGEST: at('ingest'),
      VOICE: at('voice'),
      NOTIFICATION: at('notification'),
    },
    logs,
  );
  rememberPid(logs, 'proxy', proxy.pid ?? 0);
  rememberSystem({
    control: at('control'),
    ingest: at('ingest'),
    voice: at('proxy'),
    fallbackDir,
    notification: at('notification'),
    carrier: at('carrier-simulator'),
    links: at('links'),
    apiKey,
    natsUrl: through(needed('NATS_URL'), ports.nats),
    databaseUrl,
    settings: environments,
    logs,
    database,
  });
  try {
    await Promise.all([
      ...services.map((name) => untilReady(name, `${at(name)}/readyz`, logs)),
      untilReady('carrier-simulator', `${at('carrier-simulator')}/healthz`, logs),
    ]);
  } catch (error) {
    await stopTheSystem();
    throw error;
  }
}
