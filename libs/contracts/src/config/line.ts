import { defaultVoice } from '@ringdown/kernel';
import { z } from 'zod';
import { numberRanges } from '../number-ranges.js';
import { e164, id, name, priority, severity, storable, within } from '../primitives.js';

export const ringTarget = z.object({ type: z.enum(['schedule', 'user']), id: storable(z.string().min(1)) });
export const spokenText = z.object({
  type: z.literal('text'),
  text: storable(z.string().min(1).max(2000)),
  language: z
    .string()
    .regex(
      /^[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
      `enter a language by its BCP 47 tag, such as ${defaultVoice.language}`,
    )
    .default(defaultVoice.language),
  voice: z
    .string()
    .regex(/^Polly\.[A-Za-z]+(-Neural)?$/, `choose a voice such as ${defaultVoice.voice}`)
    .default(defaultVoice.voice),
});
export const playedAudio = z.object({ type: z.literal('audio'), audioId: id('audio') });
export const lineMessage = z.discriminatedUnion('type', [spokenText, playedAudio]);

export const lineIncident = z.object({
  trigger: z.enum(['off', 'all', 'missed']),
  when: z.enum(['completed', 'ringing']),
  integrationId: id('integration').nullable(),
  /** null = in sync with the integration. */
  escalationPolicyId: id('escalationPolicy').nullable(),
  priority: priority.optional(),
  severity: severity.optional(),
});

export const lineDocument = z.object({
  id: id('line'),
  name,
  number: e164,
  providerAccountId: id('providerAccount'),
  primary: ringTarget,
  fallbacks: z.array(ringTarget).max(2, 'choose at most two: a line has no third fallback'),
  ringTimeoutSeconds: within(numberRanges.ringTimeoutSeconds),
  maxWaitSeconds: within(numberRanges.maxWaitSeconds),
  screening: z.boolean(),
  recordingEnabled: z.boolean(),
  takeMessageWhenNoOneOnCall: z.boolean(),
  messages: z.object({ welcome: lineMessage, noOneOnCall: lineMessage, noAnswer: lineMessage }),
  progressMessages: z.boolean(),
  withheldCallers: z.enum(['ring', 'voicemail', 'reject']),
  recordingRetentionDays: within(numberRanges.recordingRetentionDays).nullable(),
  incident: lineIncident,
  callerLimit: z.object({
    perCallerPerHour: within(numberRanges.callsPerCallerPerHour),
    concurrentCalls: within(numberRanges.concurrentCalls),
  }),
  channelIds: z.array(id('channel')).max(50),
  enabled: z.boolean(),
});
