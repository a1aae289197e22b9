import { z } from 'zod';

const slackText = z.object({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string().min(1).max(3000) }).loose();
const slackBlock = z
  .object({ type: z.string(), text: slackText.optional(), fields: z.array(slackText).max(10).optional() })
  .loose();

/** An incoming webhook of Slack wants a text or blocks (at most 50, texts of at most 3,000 characters). */
export const slackPayload = z
  .object({
    text: z.string().min(1).optional(),
    blocks: z.array(slackBlock).min(1).max(50).optional(),
    attachments: z.array(z.unknown()).optional(),
  })
  .loose()
  .refine(({ text, blocks, attachments }) => text !== undefined || blocks !== undefined || attachments !== undefined);

/** A Workflows webhook of Teams wants a message with Adaptive Cards. */
export const teamsPayload = z
  .object({
    type: z.literal('message'),
    attachments: z
      .array(
        z
          .object({
            contentType: z.literal('application/vnd.microsoft.card.adaptive'),
            content: z
              .object({
                type: z.literal('AdaptiveCard'),
                version: z.string().regex(/^1\.[0-6]$/),
                body: z.array(z.object({ type: z.string() }).loose()).min(1),
              })
              .loose(),
          })
          .loose(),
      )
      .min(1),
  })
  .loose();
