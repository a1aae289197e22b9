import { defaultVoice } from '@ringdown/kernel';
import type { z } from 'zod';
import type { lineDocument } from './config/line.js';

const spoken = (text: string) => ({ type: 'text' as const, text, ...defaultVoice });

/**
 * What a line is set to where its body says nothing; the form of a new line begins with it. Apart from the schemas, so that the
 * console's first page need not load them.
 */
export const lineDefaults = {
  ringTimeoutSeconds: 25,
  maxWaitSeconds: 180,
  screening: true,
  recordingEnabled: true,
  takeMessageWhenNoOneOnCall: false,
  messages: {
    welcome: spoken('Thank you for calling. Please hold while we reach the engineer on call.'),
    noOneOnCall: spoken('We are sorry, no one is on call at the moment. Please try again later.'),
    noAnswer: spoken('We are sorry, no one could take your call. Please leave a message after the tone.'),
  },
  progressMessages: true,
  withheldCallers: 'ring',
  recordingRetentionDays: null,
  incident: { trigger: 'off', when: 'completed', integrationId: null, escalationPolicyId: null },
  callerLimit: { perCallerPerHour: 10, concurrentCalls: 20 },
  channelIds: [],
  enabled: true,
} satisfies Partial<z.input<typeof lineDocument>>;
