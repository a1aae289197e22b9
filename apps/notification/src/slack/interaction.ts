import { z } from 'zod';

const person = z.object({ id: z.string().min(1) });

/** Somebody pressed a button: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload. */
const blockActions = z.object({
  type: z.literal('block_actions'),
  user: person,
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }).optional(),
  response_url: z.string().optional(),
  actions: z
    .array(z.object({ action_id: z.string(), value: z.string().optional() }))
    .min(1)
    .max(25),
});

/** Of an input: text that was typed, or what was chosen; null where that is nothing. */
const inputState = z
  .object({
    value: z.string().nullish(),
    selected_option: z.object({ value: z.string() }).nullish(),
  })
  .transform(({ value, selected_option: option }) => option?.value ?? value ?? null);

/** Somebody sent a form: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload. */
const viewSubmission = z.object({
  type: z.literal('view_submission'),
  user: person,
  view: z.object({
    callback_id: z.string(),
    private_metadata: z.string(),
    /** Block id → action id → what it holds. */
    state: z.object({ values: z.record(z.string(), z.record(z.string(), inputState)) }),
  }),
});

const interaction = z.discriminatedUnion('type', [blockActions, viewSubmission]);
export type Interaction = z.infer<typeof interaction>;
export type BlockActions = z.infer<typeof blockActions>;
export type ViewSubmission = z.infer<typeof viewSubmission>;

/** Null for what is none that we offer, or cannot be read; `reason` is for the log. */
export function readInteraction(payload: string | undefined): Interaction | { readonly reason: string } {
  try {
    const read = interaction.safeParse(JSON.parse(payload ?? ''));
    return read.success ? read.data : { reason: z.prettifyError(read.error) };
  } catch {
    return { reason: 'the payload is no JSON' };
  }
}

/** https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
export const slashCommand = z.object({
  text: z.string().default(''),
  user_id: z.string().min(1),
  channel_id: z.string().nullable().default(null),
  response_url: z.string().nullable().default(null),
});
