import ipaddr from 'ipaddr.js';
import { z } from 'zod';

const url = (example: string, protocol: RegExp) => z.url({ protocol, error: `expected a URL such as ${example}` });
const origin = (example: string) => url(example, /^https?$/).transform((value) => value.replace(/\/+$/, ''));
const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'], { error: 'expected true or false' })
  .transform((value) => ['true', '1', 'yes'].includes(value));

/** Names that stand for networks, as the HTTP server knows them. */
const names = new Set(['loopback', 'linklocal', 'uniquelocal']);

const proxiesHint =
  'expected addresses or networks with commas between them, such as 10.0.0.2, 172.16.0.0/12, or loopback, uniquelocal, or none';

/** Every setting of the product, by its environment variable. What each means stands in .env.example. */
const environment = z.object({
  DATABASE_URL: url('postgres://user:password@host:5432/ringdown', /^postgres(ql)?$/),
  NATS_URL: z.string().regex(/^((nats|tls):\/\/)?[^\s/]+$/, 'expected a URL such as nats://host:4222'),
  REDIS_URL: url('redis://host:6379', /^rediss?$/),
  PUBLIC_URL: origin('https://ringdown.example.com'),
  VOICE_URL: origin('https://voice.example.com').optional(),
  INGEST_URL: origin('https://alerts.example.com').optional(),
  NOTIFICATION_URL: origin('https://people.example.com').optional(),
  SECRET_KEY: z.string().min(32, 'expected at least 32 characters, for example from: openssl rand -hex 32'),
  RINGDOWN_ADMIN_EMAIL: z.email('expected an e-mail address').optional(),
  RINGDOWN_ADMIN_PASSWORD: z.string().min(10, 'expected at least 10 characters').optional(),
  RINGDOWN_API_KEY: z
    .string()
    .regex(/^rd_[A-Za-z0-9_-]+$/, 'expected rd_ and letters, digits, - or _')
    .optional(),
  TWILIO_API_URL: origin('https://api.twilio.com').default('https://api.twilio.com'),
  PLIVO_API_URL: origin('https://api.plivo.com').default('https://api.plivo.com'),
  SLACK_API_URL: origin('https://slack.com').default('https://slack.com'),
  OUTBOUND_ALLOW_PRIVATE: flag.default(false),
  TRUSTED_PROXIES: z
    .string()
    .refine((text) => trustedProxies(text) !== null, proxiesHint)
    .default('loopback'),
  SMTP_URL: url('smtp://user:password@host:587', /^smtps?$/).optional(),
  MAIL_DOMAIN: z
    .string()
    .regex(
      /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i,
      'expected a domain such as alerts.example.com',
    )
    .max(200)
    .optional(),
  MAIL_PORT: z.coerce.number('expected a port number').int().min(0).max(65_535).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number('expected a port number').int().min(0).max(65_535).optional(),
  DATA_DIR: z.string().min(1).default('.ringdown/data'),
  FALLBACK_DIR: z.string().min(1).optional(),
});

/** The settings of one process; also the token under which Nest hands them out. */
export abstract class Settings {
  abstract readonly databaseUrl: string;
  abstract readonly natsUrl: string;
  abstract readonly redisUrl: string;
  /** What the outside world sees; no trailing slash. */
  abstract readonly publicUrl: string;
  /** Where providers reach call-routing; PUBLIC_URL behind the reverse proxy. */
  abstract readonly voiceUrl: string;
  /** Where monitors reach ingest; PUBLIC_URL behind the reverse proxy. */
  abstract readonly ingestUrl: string;
  /** Where providers reach notification, about texts and calls to people, and where links lead by which they act; PUBLIC_URL behind the proxy. */
  abstract readonly notificationUrl: string;
  abstract readonly secretKey: string;
  abstract readonly adminEmail: string | undefined;
  abstract readonly adminPassword: string | undefined;
  abstract readonly apiKey: string | undefined;
  abstract readonly twilioApiUrl: string;
  abstract readonly plivoApiUrl: string;
  abstract readonly slackApiUrl: string;
  abstract readonly outboundAllowPrivate: boolean;
  /** Addresses, networks and names of networks whose `X-Forwarded-For` says where a request comes from. */
  abstract readonly trustedProxies: readonly string[];
  abstract readonly smtpUrl: string | undefined;
  /** What mail to integrations is addressed to: `<token>@<mailDomain>`; undefined where none is received. */
  abstract readonly mailDomain: string | undefined;
  /** Where ingest receives mail by SMTP; undefined: it does not. */
  abstract readonly mailPort: number | undefined;
  abstract readonly logLevel: string;
  abstract readonly host: string;
  abstract readonly port: number | undefined;
  /** A folder of this service alone: journals, the last copy of the configuration. */
  abstract readonly dataDir: string;
  /** Where call-routing writes what the reverse proxy answers to callers without it; all instances share it with the proxy. */
  abstract readonly fallbackDir: string;
}

/** Thrown when a setting is missing or malformed; `message` names each of them. */
export class BadSettings extends Error {}

const blanksAreAbsent = (env: NodeJS.ProcessEnv): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(env).map(([key, value]) => [key, value?.trim() === '' ? undefined : value]));

/** @throws BadSettings naming every setting that is missing or malformed. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const given = blanksAreAbsent(env);
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => {
      const setting = String(path[0]);
      return given[setting] === undefined ? `${setting} is missing` : `${setting}: ${message}`;
    });
    throw new BadSettings(`Cannot start: ${lines.join('; ')}. See .env.example for what each setting means.`);
  }
  const e = parsed.data;
  if (e.MAIL_PORT !== undefined && e.MAIL_DOMAIN === undefined) {
    throw new BadSettings(
      'Cannot start: MAIL_DOMAIN is missing: with MAIL_PORT set, it says where mail to integrations is addressed. See .env.example for what each setting means.',
    );
  }
  return {
    databaseUrl: e.DATABASE_URL,
    natsUrl: e.NATS_URL,
    redisUrl: e.REDIS_URL,
    publicUrl: e.PUBLIC_URL,
    voiceUrl: e.VOICE_URL ?? e.PUBLIC_URL,
    ingestUrl: e.INGEST_URL ?? e.PUBLIC_URL,
    notificationUrl: e.NOTIFICATION_URL ?? e.PUBLIC_URL,
    secretKey: e.SECRET_KEY,
    adminEmail: e.RINGDOWN_ADMIN_EMAIL,
    adminPassword: e.RINGDOWN_ADMIN_PASSWORD,
    apiKey: e.RINGDOWN_API_KEY,
    twilioApiUrl: e.TWILIO_API_URL,
    plivoApiUrl: e.PLIVO_API_URL,
    slackApiUrl: e.SLACK_API_URL,
    outboundAllowPrivate: e.OUTBOUND_ALLOW_PRIVATE,
    trustedProxies: trustedProxies(e.TRUSTED_PROXIES) ?? [],
    smtpUrl: e.SMTP_URL,
    mailDomain: e.MAIL_DOMAIN?.toLowerCase(),
    mailPort: e.MAIL_PORT,
    logLevel: e.LOG_LEVEL,
    host: e.HOST,
    port: e.PORT,
    dataDir: e.DATA_DIR,
    fallbackDir: e.FALLBACK_DIR ?? `${e.DATA_DIR}/fallback`,
  };
}

/** The proxies that a setting names; null where one of them is no address, or a network of everybody. */
export function trustedProxies(text: string): readonly string[] | null {
  const given = text.split(',').map((one) => one.trim());
  if (given.length === 1 && given[0] === 'none') return [];
  return given.every((one) => names.has(one) || isAddress(one) || isNetwork(one)) ? given : null;
}

const isAddress = (text: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);

function isNetwork(text: string): boolean {
  const [address = '', bits = '', ...more] = text.split('/');
  if (!isAddress(address) || !/^\d{1,3}$/.test(bits) || more.length > 0) return false;
  const most = ipaddr.parse(address).kind() === 'ipv4' ? 32 : 128;
  return Number(bits) > 0 && Number(bits) <= most;
}

/** The settings that say who we are to a server. */
export type ServerSetting = 'DATABASE_URL' | 'NATS_URL' | 'REDIS_URL';

const servers = { DATABASE_URL: 'Postgres', NATS_URL: 'NATS', REDIS_URL: 'Redis' } as const;

/**
 * Hears of servers that refuse who a setting says we are. At the start that is a mistake which somebody is there to correct; later it
 * is a password that was changed under us, and no reason to stop what still works without that server.
 */
export class RefusedSettings {
  private stopTheStart: ((sentence: string) => void) | null = null;
  private refusedBefore: string | null = null;
  private hasStarted = false;

  constructor(private readonly logger: { error(details: object, sentence: string): void }) {}

  /** Until `started`, a refusal ends the process by `stop`; one that came before this was called, too. */
  starting(stop: (sentence: string) => void): void {
    this.stopTheStart = stop;
    if (this.refusedBefore) stop(this.refusedBefore);
  }

  started(): void {
    this.hasStarted = true;
  }

  /** `reason` is what the server said; it names no password. `wasLetIn`: by a server that let this process in before. */
  report(setting: ServerSetting, reason: string, wasLetIn: boolean): void {
    const sentence = `${servers[setting]} refuses the user, the password or the database of ${setting} (${reason})`;
    if (this.hasStarted || wasLetIn)
      return this.logger.error({ setting, reason }, `${sentence}; going on without it until that changes`);
    const stopping = `${sentence}. Correct it, then start again.`;
    if (this.stopTheStart) this.stopTheStart(stopping);
    else this.refusedBefore ??= stopping;
  }
}
