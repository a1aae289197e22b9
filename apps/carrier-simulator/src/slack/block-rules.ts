import { z } from 'zod';

/** What Slack refuses as `invalid_blocks`: https://docs.slack.dev/reference/block-kit/blocks, as far as an alerting app uses it. */
const plainText = (max: number) =>
  z.object({ type: z.literal('plain_text'), text: z.string().min(1).max(max), emoji: z.boolean().optional() }).strict();
const anyText = (max: number) =>
  z.union([
    plainText(max),
    z
      .object({ type: z.literal('mrkdwn'), text: z.string().min(1).max(max), verbatim: z.boolean().optional() })
      .strict(),
  ]);

const confirm = z
  .object({
    title: plainText(100),
    text: anyText(300),
    confirm: plainText(30),
    deny: plainText(30),
    style: z.enum(['primary', 'danger']).optional(),
  })
  .strict();

const actionId = z.string().min(1).max(255);

const button = z
  .object({
    type: z.literal('button'),
    text: plainText(75),
    action_id: actionId.optional(),
    value: z.string().max(2000).optional(),
    url: z.string().max(3000).optional(),
    style: z.enum(['primary', 'danger']).optional(),
    confirm: confirm.optional(),
    accessibility_label: z.string().max(75).optional(),
  })
  .strict();

const option = z
  .object({ text: plainText(75), value: z.string().min(1).max(150), description: plainText(75).optional() })
  .strict();

const staticSelect = z
  .object({
    type: z.literal('static_select'),
    action_id: actionId.optional(),
    placeholder: plainText(150).optional(),
    options: z.array(option).min(1).max(100),
    initial_option: option.optional(),
  })
  .strict()
  .refine(
    ({ options, initial_option: initial }) => !initial || options.some(({ value }) => value === initial.value),
    'the initial option is one of the options',
  );

const plainInput = z
  .object({
    type: z.literal('plain_text_input'),
    action_id: actionId.optional(),
    placeholder: plainText(150).optional(),
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.number().int().min(0).max(3000).optional(),
    max_length: z.number().int().min(1).max(3000).optional(),
    focus_on_load: z.boolean().optional(),
  })
  .strict();

/** Rich text is made of elements that are not empty, the innermost with a text of their own. */
const richTextElement: z.ZodType = z.lazy(() =>
  z.union([
    z.object({ type: z.literal('text'), text: z.string().min(1), style: z.object({}).loose().optional() }).strict(),
    z.object({ type: z.enum(['emoji', 'date', 'link', 'user', 'channel', 'usergroup', 'broadcast']) }).loose(),
    z
      .object({
        type: z.enum(['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote']),
        elements: z.array(richTextElement).min(1),
      })
      .loose(),
  ]),
);

const blockId = z.string().max(255).optional();
const block = z.union([
  z.object({ type: z.literal('header'), block_id: blockId, text: plainText(150) }).strict(),
  z
    .object({
      type: z.literal('section'),
      block_id: blockId,
      text: anyText(3000).optional(),
      fields: z.array(anyText(2000)).min(1).max(10).optional(),
      accessory: z.union([button, staticSelect]).optional(),
      expand: z.boolean().optional(),
    })
    .strict()
    .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'a section has a text or fields'),
  z.object({ type: z.literal('context'), block_id: blockId, elements: z.array(anyText(3000)).min(1).max(10) }).strict(),
  z
    .object({
      type: z.literal('actions'),
      block_id: blockId,
      elements: z
        .array(z.union([button, staticSelect]))
        .min(1)
        .max(25),
    })
    .strict(),
  z.object({ type: z.literal('divider'), block_id: blockId }).strict(),
  z.object({ type: z.literal('rich_text'), block_id: blockId, elements: z.array(richTextElement).min(1) }).strict(),
  z
    .object({
      type: z.literal('input'),
      block_id: blockId,
      label: plainText(2000),
      hint: plainText(2000).optional(),
      optional: z.boolean().optional(),
      element: z.union([plainInput, staticSelect]),
    })
    .strict(),
]);

/** Blocks are addressed by their ids, and the elements of one block by theirs. */
const blocks = (max: number) =>
  z
    .array(block)
    .min(1)
    .max(max)
    .refine((all) => areUnique(all.map(({ block_id: id }) => id)), 'block_id is used twice')
    .refine((all) => all.every(hasUniqueActions), 'action_id is used twice in a block');

const areUnique = (ids: readonly (string | undefined)[]): boolean => {
  const given = ids.filter((id) => id !== undefined);
  return new Set(given).size === given.length;
};
const hasUniqueActions = (one: z.infer<typeof block>): boolean =>
  one.type !== 'actions' || areUnique(one.elements.map(({ action_id: id }) => id));

export const messageBlocks = blocks(50);

/** A modal: https://docs.slack.dev/reference/views/modal-views. */
export const modalView = z
  .object({
    type: z.literal('modal'),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    callback_id: z.string().max(255).optional(),
    private_metadata: z.string().max(3000).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    blocks: blocks(100),
  })
  .strict()
  .refine(
    ({ submit, blocks: all }) => submit !== undefined || all.every(({ type }) => type !== 'input'),
    'a view with inputs has a submit button',
  );
