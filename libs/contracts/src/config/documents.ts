import { z } from 'zod';
import { alertRuleDocument } from './alert-rule.js';
import { channelDocument } from './channel.js';
import { lineDocument } from './line.js';
import { numberRanges } from '../number-ranges.js';
import {
  e164,
  id,
  instant,
  localDateTime,
  localTime,
  name,
  storable,
  storableText,
  timeZone,
  weekdays,
  within,
} from '../primitives.js';

/**
 * What control keeps and hands to every service through the KV bucket `config`, one key a resource: `<kind>.<id>`.
 * These are whole documents as stored; REST input shapes are derived from them in ../rest.
 * Strings under a `…Secret` or `authToken` key are encrypted (see platform/config cipher) and never leave through REST.
 */
export const roles = ['admin', 'responder', 'viewer'] as const;
export const providers = ['twilio', 'plivo'] as const;

/** How people are told of something; `slack` needs a channel of type `slack-app`: its app writes to them. */
export const notifyTypes = ['sms', 'voice', 'email', 'slack', 'push'] as const;

/** While it lasts a person is neither rung nor notified: the stand-in is, or nobody. */
export const absence = z.object({
  id: id('absence'),
  startsAt: instant,
  endsAt: instant,
  standInUserId: id('user').nullable(),
  comment: storable(z.string().max(500)).optional(),
  createdBy: z.string(),
  createdAt: instant,
});

/** How often the token of the calendar was rotated, counted from 1: the token follows from it and the SECRET_KEY. */
const calendarTokenVersion = z.number().int().positive().default(1);

export const userDocument = z.object({
  id: id('user'),
  name,
  email: z.email({ error: 'enter an e-mail address, such as priya@example.com' }).max(200),
  role: z.enum(roles),
  phone: e164.nullable(),
  phoneVerifiedAt: instant.nullable(),
  timeZone,
  notify: z.array(z.object({ type: z.enum(notifyTypes), delayMinutes: within(numberRanges.delayMinutes) })).max(20),
  /** An ntfy topic's URL. Whoever knows it reads what is pushed there. */
  pushUrl: z.string().max(2000).nullable().default(null),
  /** How, and how long before, the person is told that their shift begins; 0: at its beginning, and at its end. */
  shiftNotices: z
    .array(z.object({ type: z.enum(notifyTypes), minutesBefore: within(numberRanges.minutesBefore) }))
    .max(20)
    .default([]),
  /** Past ones make way where there are too many, as overrides do. */
  absences: z.array(absence).default([]),
  calendarTokenVersion,
});

export const teamDocument = z.object({
  id: id('team'),
  name,
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'enter lower-case letters, digits and dashes'),
  memberIds: z.array(id('user')).max(500),
});

export const contactDocument = z.object({
  id: id('contact'),
  name,
  phone: e164,
  notes: storable(z.string().max(5000)).optional(),
  blocked: z.boolean(),
});

export const layer = z.object({
  name,
  participants: z.array(id('user')).max(200),
  rotation: z.object({
    every: within(numberRanges.rotationEvery),
    unit: z.enum(['hour', 'day', 'week']),
    startsAt: localDateTime,
  }),
  windows: z
    .array(z.object({ days: z.array(z.enum(weekdays)).min(1), from: localTime, to: localTime }))
    .max(50)
    .optional(),
});
export const override = z.object({
  id: id('override'),
  userId: id('user'),
  /** Whose time it takes over; without it that of whoever is on call. */
  replacesUserId: id('user').optional(),
  startsAt: instant,
  endsAt: instant,
  comment: storable(z.string().max(500)).optional(),
  createdBy: z.string(),
  createdAt: instant,
});
export const scheduleDocument = z.object({
  id: id('schedule'),
  name,
  timeZone,
  layers: z.array(layer).max(20),
  /** Past ones make way where there are too many (control says how many); the audit log keeps them. */
  overrides: z.array(override),
  /** Each gets one message at every handoff. */
  channelIds: z.array(id('channel')).max(50).default([]),
  calendarTokenVersion,
});

export const escalationPolicyDocument = z.object({
  id: id('escalationPolicy'),
  name,
  steps: z
    .array(
      z.object({
        delayMinutes: within(numberRanges.delayMinutes),
        targets: z
          .array(z.object({ type: z.enum(['user', 'schedule', 'team', 'channel']), id: storableText }))
          .min(1)
          .max(20),
      }),
    )
    .min(1)
    .max(20),
  repeat: within(numberRanges.policyRepeats),
  /** From the last step of one round to the beginning of the next. */
  repeatDelayMinutes: within(numberRanges.repeatDelayMinutes).default(5),
});

export const providerAccountDocument = z.object({
  id: id('providerAccount'),
  name,
  provider: z.enum(providers),
  accountSid: z.string().min(1).max(64).optional(),
  authId: z.string().min(1).max(64).optional(),
  authToken: z.string().min(1).max(200),
  /** Shared keys by which Twilio may sign instead of the token. */
  signingKeys: z.array(z.object({ id: z.string(), keySecret: z.string() })).optional(),
});

/** What an integration reads by itself, and how its monitor reaches it. */
export const integrationTypes = [
  'webhook',
  'alertmanager',
  'grafana',
  'pagerduty',
  'opsgenie',
  'sns',
  'sentry',
  'datadog',
  'uptime-kuma',
  'zabbix',
  'email',
  'heartbeat',
  'custom',
] as const;
export type IntegrationType = (typeof integrationTypes)[number];

const template = storable(z.string().max(5000));

/** Liquid templates over what the monitor sends: each makes one of our fields; without `body` all that was sent is the body. */
export const mapping = z.object({
  title: template,
  body: template.optional(),
  severity: template.optional(),
  priority: template.optional(),
  status: template.optional(),
  key: template.optional(),
  links: z
    .array(z.object({ text: template, href: template }).strict())
    .max(10)
    .optional(),
});

const subjectWord = storable(z.string().trim().min(1, 'enter a word').max(100));
/** Words in the subject of a mail that say what it is about; they are left out of the title, by which mails belong together. */
export const subjectWords = z.object({
  resolve: z.array(subjectWord).max(50),
  trigger: z.array(subjectWord).max(50),
});

export const integrationDocument = z.object({
  id: id('integration'),
  name,
  /** One of `integrationTypes`; what an earlier version took besides is read as `webhook`. */
  type: storable(z.string().min(1).max(50)),
  /** Of type `custom`. */
  mapping: mapping.nullable().default(null),
  /** Of type `heartbeat`: how often it reports, and how late it may be. */
  everyMinutes: within(numberRanges.heartbeatMinutes).nullable().default(null),
  graceMinutes: within(numberRanges.heartbeatGraceMinutes).nullable().default(null),
  /** Of type `email`; null: the usual ones. */
  subjectWords: subjectWords.nullable().default(null),
  /** Of type `sentry`: what Sentry signs with, where its signature is to be checked. */
  clientSecret: z.string().nullable().default(null),
  escalationPolicyId: id('escalationPolicy').nullable(),
  teamIds: z.array(id('team')).max(50),
  channelIds: z.array(id('channel')).max(50),
  /** An acknowledgement that is this old expires: the escalation begins anew. */
  ackTimeoutMinutes: within(numberRanges.incidentTimerMinutes).nullable().default(null),
  /** An incident of which nothing was heard for so long is resolved. */
  resolveAfterMinutes: within(numberRanges.incidentTimerMinutes).nullable().default(null),
  /** One that opens so often within so many minutes stays open until it is quiet, and notifies once. */
  flapping: z
    .object({ opens: within(numberRanges.flappingOpens), withinMinutes: within(numberRanges.flappingMinutes) })
    .nullable()
    .default(null),
  /** SHA-256 of the token, in hex: what ingest compares a caller's token with. */
  tokenHash: z.string(),
  tokenSecret: z.string(),
});

/** An uploaded audio file; its bytes are control's, served at `PUBLIC_URL/audio/<key>.<extension>`. */
export const audioDocument = z.object({
  id: id('audio'),
  /** The file's name as uploaded. */
  name,
  contentType: z.enum(['audio/mpeg', 'audio/wav', 'audio/ogg']),
  bytes: z.number().int(),
  /** Unguessable, with its extension: `<32 hexadecimal digits>.mp3`. */
  file: z.string().regex(/^[0-9a-f]{32}\.(mp3|wav|ogg)$/),
});

/** While `until` lies ahead, every ring of the line `id` goes to this person. */
const testModeDocument = z.object({ id: id('line'), userId: id('user'), until: instant });

export const numberPrefix = z
  .string()
  .regex(/^\+[1-9]\d{0,14}$/, 'enter a number or the beginning of one, such as +1900');
export const country = z.string().regex(/^[A-Z]{2}$/, 'choose a country by its ISO 3166 code, such as US');

/** Within an hour, to people about incidents; what is over a limit goes by e-mail, push or chat. */
export const notifyLimits = z.object({
  textsPerPerson: within(numberRanges.notifyLimit),
  callsPerPerson: within(numberRanges.notifyLimit),
  texts: within(numberRanges.notifyLimit),
  calls: within(numberRanges.notifyLimit),
});
export const defaultNotifyLimits = { textsPerPerson: 30, callsPerPerson: 15, texts: 600, calls: 300 } as const;

/** What holds for all lines and people. */
export const organisationSettings = z.object({
  blockedPrefixes: z.array(numberPrefix).max(1000),
  /** null = the countries of the lines' numbers. */
  allowedCountries: z.array(country).max(250).nullable(),
  /** null = account and number of the first line. */
  notifyFrom: z
    .object({ providerAccountId: id('providerAccount'), number: e164 })
    .strict()
    .nullable(),
  notifyLimits: notifyLimits.strict().default(defaultNotifyLimits),
  /** Under which integration incidents are declared from chat; null: the first by name. */
  manualIntegrationId: id('integration').nullable().default(null),
});

/** The organisation's settings under the one key `settings.organisation`. */
const settingsDocument = organisationSettings.extend({ id: z.literal('organisation') });

/** The kinds of configuration, as they stand in the KV key. */
export const configDocuments = {
  user: userDocument,
  team: teamDocument,
  contact: contactDocument,
  schedule: scheduleDocument,
  'escalation-policy': escalationPolicyDocument,
  'provider-account': providerAccountDocument,
  integration: integrationDocument,
  line: lineDocument,
  channel: channelDocument,
  'alert-rule': alertRuleDocument,
  audio: audioDocument,
  'test-mode': testModeDocument,
  settings: settingsDocument,
} as const;
export type ConfigKind = keyof typeof configDocuments;
export type ConfigDocument<K extends ConfigKind> = z.infer<(typeof configDocuments)[K]>;
export const configBucket = 'config';

/** A document as it was stored, perhaps by an earlier version: the fields that came since then have their defaults. */
export function withNewFields<K extends ConfigKind>(kind: K, stored: ConfigDocument<K>): ConfigDocument<K> {
  const schema = configDocuments[kind];
  const shapes = 'options' in schema ? schema.options.map((option) => option.shape) : [schema.shape];
  const shape = shapes.find((one) => shapes.length === 1 || ('type' in one && fits(one.type, stored))) ?? {};
  const fresh = Object.entries<z.ZodType>(shape).flatMap(([field, type]) => {
    const unsaid = field in stored ? undefined : type.safeParse(undefined).data;
    return unsaid === undefined ? [] : [[field, unsaid]];
  });
  return fresh.length === 0 ? stored : { ...stored, ...Object.fromEntries(fresh) };
}

const fits = (type: z.ZodType, stored: object): boolean => 'type' in stored && type.safeParse(stored.type).success;
