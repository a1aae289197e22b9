import { defaultVoice } from '@ringdown/kernel';
import { z } from 'zod';
import {
  absence,
  contactDocument,
  country,
  escalationPolicyDocument,
  integrationDocument,
  integrationTypes,
  layer,
  mapping,
  notifyLimits,
  numberPrefix,
  organisationSettings,
  override,
  roles,
  scheduleDocument,
  subjectWords,
  teamDocument,
  userDocument,
} from '../config/documents.js';
import { lineDocument, lineIncident, playedAudio, ringTarget, spokenText } from '../config/line.js';
import { lineDefaults } from '../line-defaults.js';
import { voices } from '../voices.js';
import {
  e164,
  id,
  instant,
  name,
  ofSomeCaller,
  priority,
  severity,
  storable,
  timeZone,
  webUrl,
} from '../primitives.js';

/** A field that need not be there; null takes it away again in a PATCH. */
const orNone = <S extends z.ZodType>(schema: S) => schema.nullish().transform((value) => value ?? undefined);

/** REST input of the configuration: create shapes with their defaults. A PATCH takes any subset of the same fields. */
export const newUser = userDocument
  .omit({ id: true, phoneVerifiedAt: true, absences: true, calendarTokenVersion: true })
  .extend({
    phone: e164.nullable().default(null),
    role: z.enum(roles).default('responder'),
    timeZone: timeZone.default('UTC'),
    notify: z.array(userDocument.shape.notify.element.strict()).max(20).default([]),
    pushUrl: webUrl.nullable().default(null),
    shiftNotices: z.array(userDocument.shape.shiftNotices.unwrap().element.strict()).max(20).default([]),
    password: z.string().min(10, 'enter at least 10 characters').max(200).optional(),
  })
  .strict();

export const newTeam = teamDocument
  .omit({ id: true })
  .extend({ memberIds: teamDocument.shape.memberIds.default([]) })
  .strict();
export const newContact = contactDocument
  .omit({ id: true })
  .extend({
    phone: ofSomeCaller(e164),
    notes: orNone(storable(z.string().max(5000))),
    blocked: z.boolean().default(false),
  })
  .strict();
const newLayer = layer
  .extend({
    rotation: layer.shape.rotation.strict(),
    windows: z.array(layer.shape.windows.unwrap().element.strict()).max(50).optional(),
  })
  .strict();
export const newSchedule = z
  .object({
    name,
    timeZone,
    layers: z.array(newLayer).max(20).default([]),
    channelIds: scheduleDocument.shape.channelIds,
  })
  .strict();
const endsLater = {
  check: ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => Date.parse(endsAt) > Date.parse(startsAt),
  path: ['endsAt'],
  error: 'enter an end that lies after the beginning',
};
export const newOverride = z
  .object({
    userId: id('user'),
    replacesUserId: id('user').optional(),
    startsAt: instant,
    endsAt: instant,
    comment: override.shape.comment,
  })
  .strict()
  .refine((o) => o.replacesUserId !== o.userId, {
    path: ['replacesUserId'],
    error: 'enter another person than the one who takes over, or leave it out',
  })
  .refine(endsLater.check, endsLater);
export const newAbsence = z
  .object({
    startsAt: instant,
    endsAt: instant,
    standInUserId: absence.shape.standInUserId.default(null),
    comment: absence.shape.comment,
  })
  .strict()
  .refine(endsLater.check, endsLater);
const step = escalationPolicyDocument.shape.steps.element;
const newStep = step.extend({ targets: z.array(step.shape.targets.element.strict()).min(1).max(20) }).strict();
export const newEscalationPolicy = escalationPolicyDocument
  .omit({ id: true })
  .extend({
    steps: z.array(newStep).min(1).max(20),
    repeat: escalationPolicyDocument.shape.repeat.default(0),
  })
  .strict();

const sidWords = 'enter AC and 32 hexadecimal digits, as the Twilio console shows it';
const authIdWords = 'enter MA or SA and 18 capital letters or digits, as the Plivo console shows it';
const token = storable(z.string({ error: 'enter the auth token' }).min(1, 'enter the auth token').max(200));
const keyIdWords = 'enter the id of the key as Twilio shows it, without blanks, commas and =';
/**
 * A shared key of Twilio's webhooks, under the id that Twilio names in `X-Twilio-Webhooks-Signature-Settings`. The key is never read
 * back: a PATCH that sends the id alone keeps the key that is stored under it.
 */
const signingKey = z
  .object({
    id: z.string({ error: keyIdWords }).regex(/^[^\s,=]{1,100}$/, keyIdWords),
    key: storable(z.string().min(1, 'enter the key').max(500)).optional(),
  })
  .strict();
const signingKeys = z
  .array(signingKey)
  .max(10)
  .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, 'enter each key id once');

export const newProviderAccount = z.discriminatedUnion(
  'provider',
  [
    z
      .object({
        name,
        provider: z.literal('twilio'),
        accountSid: z.string({ error: sidWords }).regex(/^AC[0-9a-fA-F]{32}$/, sidWords),
        authToken: token,
        /** In addition to the auth token; both kinds of signature are accepted. A PATCH replaces the list, without it all stay. */
        signingKeys: signingKeys.optional(),
      })
      .strict(),
    z
      .object({
        name,
        provider: z.literal('plivo'),
        authId: z.string({ error: authIdWords }).regex(/^(MA|SA)[0-9A-Z]{18}$/, authIdWords),
        authToken: token,
      })
      .strict(),
  ],
  { error: 'choose twilio or plivo' },
);

export const newIntegration = z
  .object({
    name,
    type: z.enum(integrationTypes, { error: `choose one of ${integrationTypes.join(', ')}` }).default('webhook'),
    mapping: mapping.strict().nullable().default(null),
    everyMinutes: integrationDocument.shape.everyMinutes,
    graceMinutes: integrationDocument.shape.graceMinutes,
    subjectWords: subjectWords.strict().nullable().default(null),
    /** Never read back: a PATCH without it keeps the one that is stored. */
    clientSecret: storable(z.string().trim().min(1, 'enter the client secret').max(500)).nullable().optional(),
    escalationPolicyId: id('escalationPolicy').nullable().default(null),
    teamIds: z.array(id('team')).max(50).default([]),
    channelIds: z.array(id('channel')).max(50).default([]),
    ackTimeoutMinutes: integrationDocument.shape.ackTimeoutMinutes,
    resolveAfterMinutes: integrationDocument.shape.resolveAfterMinutes,
    flapping: integrationDocument.shape.flapping.unwrap().unwrap().strict().nullable().default(null),
  })
  .strict()
  .refine(({ type, everyMinutes }) => type !== 'heartbeat' || everyMinutes !== null, {
    path: ['everyMinutes'],
    error: 'enter how often it reports, in minutes',
  })
  .refine(({ type, mapping: given }) => type === 'custom' || given === null, {
    path: ['mapping'],
    error: 'leave it out, or choose the type custom: the other types read their monitor by themselves',
  });

/** A voice that no provider has costs a caller the whole document. */
const spokenMessage = spokenText
  .extend({
    voice: z
      .enum(voices, { error: `choose a voice that both providers have, such as ${defaultVoice.voice}` })
      .default(defaultVoice.voice),
  })
  .strict();
const newMessage = z.discriminatedUnion('type', [spokenMessage, playedAudio.strict()], {
  error: 'choose text or audio',
});
const messages = z
  .object({
    welcome: newMessage.default(lineDefaults.messages.welcome),
    noOneOnCall: newMessage.default(lineDefaults.messages.noOneOnCall),
    noAnswer: newMessage.default(lineDefaults.messages.noAnswer),
  })
  .strict();
const incident = z
  .object({
    trigger: lineIncident.shape.trigger.default(lineDefaults.incident.trigger),
    when: lineIncident.shape.when.default(lineDefaults.incident.when),
    integrationId: lineIncident.shape.integrationId.default(lineDefaults.incident.integrationId),
    escalationPolicyId: lineIncident.shape.escalationPolicyId.default(lineDefaults.incident.escalationPolicyId),
    priority: orNone(priority),
    severity: orNone(severity),
  })
  .strict();

const { perCallerPerHour, concurrentCalls } = lineDocument.shape.callerLimit.shape;
const target = z.strictObject(ringTarget.shape, {
  error: ({ code }) => (code === 'invalid_type' ? 'choose a schedule or a person' : undefined),
});
export const newLine = lineDocument
  .omit({ id: true })
  .extend({
    primary: target,
    fallbacks: z.array(target).max(2, 'choose at most two: a line has no third fallback').default([]),
    ringTimeoutSeconds: lineDocument.shape.ringTimeoutSeconds.default(lineDefaults.ringTimeoutSeconds),
    maxWaitSeconds: lineDocument.shape.maxWaitSeconds.default(lineDefaults.maxWaitSeconds),
    screening: z.boolean().default(lineDefaults.screening),
    recordingEnabled: z.boolean().default(lineDefaults.recordingEnabled),
    takeMessageWhenNoOneOnCall: z.boolean().default(lineDefaults.takeMessageWhenNoOneOnCall),
    messages: messages.prefault({}),
    progressMessages: z.boolean().default(lineDefaults.progressMessages),
    withheldCallers: lineDocument.shape.withheldCallers.default(lineDefaults.withheldCallers),
    recordingRetentionDays: lineDocument.shape.recordingRetentionDays.default(lineDefaults.recordingRetentionDays),
    incident: incident.prefault({}),
    callerLimit: z
      .object({
        perCallerPerHour: perCallerPerHour.default(lineDefaults.callerLimit.perCallerPerHour),
        concurrentCalls: concurrentCalls.default(lineDefaults.callerLimit.concurrentCalls),
      })
      .strict()
      .prefault({}),
    channelIds: lineDocument.shape.channelIds.default(lineDefaults.channelIds),
    enabled: z.boolean().default(lineDefaults.enabled),
  })
  .strict();

export const newApiKey = z.object({ name, role: z.enum(roles).default('responder') }).strict();
export const login = z.object({ email: storable(z.string().min(1)), password: z.string().min(1) }).strict();

export const organisationSettingsChange = organisationSettings
  .partial()
  .extend({
    blockedPrefixes: z.array(ofSomeCaller(numberPrefix)).max(1000).optional(),
    allowedCountries: z
      .array(country)
      .min(1, "choose at least one country; null allows the countries of the lines' numbers")
      .max(250)
      .nullable()
      .optional(),
    notifyLimits: notifyLimits.strict().optional(),
    manualIntegrationId: organisationSettings.shape.manualIntegrationId.unwrap().optional(),
  })
  .strict();
