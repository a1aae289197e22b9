import { z } from 'zod';
import { alertRuleDocument } from '../config/alert-rule.js';
import { channelDocument, webhookFormats } from '../config/channel.js';
import { channelTypes } from '../config/channel-events.js';
import {
  audioDocument,
  type ConfigKind,
  contactDocument,
  escalationPolicyDocument,
  integrationDocument,
  providerAccountDocument,
  scheduleDocument,
  teamDocument,
  userDocument,
} from '../config/documents.js';
import { lineDocument } from '../config/line.js';
import { instant } from '../primitives.js';

const times = { createdAt: instant, updatedAt: instant };
const webhook = z.object({
  url: z.string(),
  /** Not for viewers: it holds a key. */
  fallbackUrl: z.string().optional(),
  statusUrl: z.string(),
  messageUrl: z.string(),
  method: z.literal('POST'),
});

/** What REST answers for each kind of configuration: the document without its secrets, and what control adds to it. */
export const shownConfiguration = {
  user: userDocument
    .omit({ absences: true, calendarTokenVersion: true })
    /** Not for viewers: whoever knows it reads what is pushed there, and can push too. */
    .extend({ pushUrl: z.string().nullable().optional(), ...times }),
  team: teamDocument.extend(times),
  contact: contactDocument.extend(times),
  schedule: scheduleDocument
    .omit({ overrides: true, calendarTokenVersion: true })
    .extend({ calendarUrl: z.string(), ...times }),
  'escalation-policy': escalationPolicyDocument.extend(times),
  'provider-account': providerAccountDocument
    .omit({ authToken: true })
    /** Of the shared keys only their ids. */
    .extend({ signingKeys: z.array(z.object({ id: z.string() })).optional(), ...times }),
  integration: integrationDocument
    .omit({ tokenHash: true, tokenSecret: true, clientSecret: true })
    /**
     * Token, URL and mail address are not for viewers. null where the stored token does not open with this SECRET_KEY; rotating gives
     * a new one. `emailAddress` is that of the type `email`, null where mail is not received here.
     */
    .extend({
      token: z.string().nullable().optional(),
      url: z.string().nullable().optional(),
      emailAddress: z.string().nullable().optional(),
      /** Of type `sentry`: whether signatures are checked. */
      hasClientSecret: z.boolean(),
      ...times,
    }),
  line: lineDocument.extend({
    webhook,
    testMode: z.object({ until: instant, userId: z.string() }).nullable(),
    ...times,
  }),
  /** `channel` is of type `slack-app`, `address` of `email`, `format` and, in the answer to a POST alone, `secret` of `webhook`. */
  channel: z.object({
    id: channelDocument.options[0].shape.id,
    name: channelDocument.options[0].shape.name,
    type: z.enum(channelTypes),
    channel: z.string().optional(),
    address: z.string().optional(),
    format: z.enum(webhookFormats).optional(),
    secret: z.string().optional(),
    events: channelDocument.options[0].shape.events,
    from: channelDocument.options[0].shape.from,
    ...times,
  }),
  'alert-rule': alertRuleDocument.extend(times),
  audio: audioDocument.omit({ file: true }).extend({ url: z.string(), ...times }),
} as const satisfies Record<Exclude<ConfigKind, 'test-mode' | 'settings'>, z.ZodType>;
