import { z } from 'zod';
import { channelDocument, emailChannel, slackAppChannel, webhookFormats } from '../config/channel.js';
import { type ChannelType, channelTypes, defaultChannelEvents } from '../config/channel-events.js';
import { name, storable, webUrl } from '../primitives.js';

const ofChannel = <Type extends ChannelType>(type: Type) => {
  const { events, from } = channelDocument.options[0].shape;
  const told = events.unwrap().default(defaultChannelEvents[type]);
  return { name, type: z.literal(type), events: told, from: from.unwrap().strict().default({}) };
};
/** Secrets are never read back: a PATCH without them keeps those that are stored. */
const secretText = (error: string) => storable(z.string().trim().min(1, error).max(500));

export const newChannel = z.discriminatedUnion(
  'type',
  [
    z.object({ ...ofChannel('slack'), url: webUrl }).strict(),
    z
      .object({
        ...ofChannel('slack-app'),
        botToken: secretText('enter the bot token, which begins with xoxb-'),
        signingSecret: secretText('enter the signing secret of the app'),
        channel: slackAppChannel.shape.channel,
      })
      .strict(),
    z.object({ ...ofChannel('teams'), url: webUrl }).strict(),
    z.object({ ...ofChannel('webhook'), url: webUrl, format: z.enum(webhookFormats).default('standard') }).strict(),
    z.object({ ...ofChannel('email'), address: emailChannel.shape.address }).strict(),
  ],
  { error: `choose one of ${channelTypes.join(', ')}` },
);
