import { z } from 'zod';
import { id, instant, name, priority, severity, storable } from '../primitives.js';
import { channelEvents, type ChannelType, defaultChannelEvents } from './channel-events.js';

/** The least priority and severity of an incident that is told; one that has none is not told where a bound is set. Calls are told in any case. */
const from = z.object({ priority: priority.optional(), severity: severity.optional() });

const channel = <Type extends ChannelType, Own extends z.ZodRawShape>(type: Type, own: Own) =>
  z.object({
    id: id('channel'),
    name,
    type: z.literal(type),
    ...own,
    events: z.array(z.enum(channelEvents)).max(channelEvents.length).default(defaultChannelEvents[type]),
    from: from.default({}),
  });

export const webhookFormats = ['standard', 'spike'] as const;

export const slackAppChannel = channel('slack-app', {
  botTokenSecret: z.string(),
  /** Encrypted; what Slack signs interactions and commands with. */
  signingSecret: z.string(),
  /** Its id, or its name with or without `#`. */
  channel: storable(z.string().trim().min(1, 'enter the channel, such as #ops or C0123456789').max(100)),
});

export const emailChannel = channel('email', {
  address: z.email({ error: 'enter an e-mail address, such as ops@example.com' }).max(200),
});

export const channelDocument = z.discriminatedUnion('type', [
  channel('slack', { urlSecret: z.string() }),
  slackAppChannel,
  channel('teams', { urlSecret: z.string() }),
  channel('webhook', {
    urlSecret: z.string(),
    /** The newest first; each signs until it is no longer valid (null: it is the present one). */
    signingSecrets: z.array(z.object({ keySecret: z.string(), validUntil: instant.nullable() })).min(1),
    /** `spike`: the bare payload, without type and timestamp around it. */
    format: z.enum(webhookFormats).default('standard'),
  }),
  emailChannel,
]);
