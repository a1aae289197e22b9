import type { ConfigDocument } from '@ringdown/contracts';

const text = { type: 'text', text: 'Hello.', language: 'en-US', voice: 'Polly.Joanna' } as const;

export const aLine = (id: string, channelIds: string[]): ConfigDocument<'line'> => ({
  id,
  name: 'On-call hotline',
  number: '+12245550123',
  providerAccountId: 'acct_1',
  primary: { type: 'user', id: 'user_1' },
  fallbacks: [],
  ringTimeoutSeconds: 25,
  maxWaitSeconds: 180,
  screening: true,
  recordingEnabled: true,
  takeMessageWhenNoOneOnCall: false,
  messages: { welcome: text, noOneOnCall: text, noAnswer: text },
  progressMessages: true,
  withheldCallers: 'ring',
  recordingRetentionDays: null,
  incident: { trigger: 'off', when: 'completed', integrationId: null, escalationPolicyId: null },
  callerLimit: { perCallerPerHour: 10, concurrentCalls: 20 },
  channelIds,
  enabled: true,
});

export const anIntegration = (id: string, channelIds: string[]): ConfigDocument<'integration'> => ({
  id,
  name: 'Prometheus',
  type: 'webhook',
  escalationPolicyId: null,
  teamIds: [],
  ackTimeoutMinutes: null,
  resolveAfterMinutes: null,
  flapping: null,
  mapping: null,
  everyMinutes: null,
  graceMinutes: null,
  subjectWords: null,
  clientSecret: null,
  channelIds,
  tokenHash: 'hash',
  tokenSecret: 'encrypted',
});

export const aSchedule = (id: string, channelIds: string[]): ConfigDocument<'schedule'> => ({
  id,
  name: 'Backend Team',
  timeZone: 'UTC',
  layers: [],
  overrides: [],
  channelIds,
  calendarTokenVersion: 1,
});
