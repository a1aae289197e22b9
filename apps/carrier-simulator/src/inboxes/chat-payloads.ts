import { z } from 'zod';

const slackText = z.object({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string().min(1).max(3000) }).loose();
const slackBlock = z
  .object({
    type: z.string().refine((type) => type !== 'rich_text'),
    text: slackText.optional(),
    fields: z.array(slackText).max(10).optional(),
  })
  .loose();

/** Rich text is made of elements that are not empty, the innermost with a text of their own. */
const richTextBlock = z.object({
  type: z.literal('rich_text'),
  elements: z.array(z.lazy(() => richTextElement)).min(1),
});
const richTextElement: z.ZodType = z.union([
  z
    .object({ type: z.literal('text'), text: z.string().min(1).max(3000), style: z.object({}).loose().optional() })
    .strict(),
  z
    .object({
      type: z.enum(['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote']),
      elements: z.array(z.lazy(() => richTextElement)).min(1),
    })
    .loose(),
]);

/** An incoming webhook of Slack wants a text or blocks (at most 50, texts of at most 3,000 characters). */
export const slackPayload = z
  .object({
    text: z.string().min(1).optional(),
    blocks: z
      .array(z.union([richTextBlock, slackBlock]))
      .min(1)
      .max(50)
      .optional(),
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

/** Teams takes a message of 28 KB, counted when the card has become a text inside of another document. */
export const teamsBytes = 28 * 1024;
export const teamsSize = (body: unknown): number => Buffer.byteLength(JSON.stringify(JSON.stringify(body)));

/** The texts that people read in a message: its `text`, `title` and `value` strings, at any depth, a line each. */
export function readableText(body: unknown): string {
  return [...linesIn(body)].join('\n');
}

const readKeys = ['title', 'text', 'value', 'url', 'message'];

function* linesIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* linesIn(item);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && readKeys.includes(key)) yield inner;
    else yield* linesIn(inner);
  }
}
