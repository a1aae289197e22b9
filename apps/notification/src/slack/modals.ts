import { cutLine } from '@ringdown/chat';
import { priorities, severities } from '@ringdown/contracts';
import type { InputBlock, ModalView, PlainTextElement, StaticSelect } from '@slack/types';
import { z } from 'zod';

/** What a form is about, and where its outcome is told: what the app gives Slack along and gets back. */
export const formContext = z.object({
  /** The id of a call or an incident. */
  about: z.string(),
  responseUrl: z.string().nullable(),
  channelId: z.string().nullable(),
});
export type FormContext = z.infer<typeof formContext>;

export const forms = ['add-note', 'create-incident', 'link-incident', 'save-caller'] as const;
export type Form = (typeof forms)[number];

/** https://docs.slack.dev/reference/views/modal-views and …/block-kit/composition-objects/option-object: characters and counts. */
const most = { title: 24, option: 75, options: 100, typed: 3000, name: 200, incidentTitle: 1000 };

/** Every input is alone in its block, under this name. */
export const inputName = 'input';

export interface Choice {
  readonly id: string;
  readonly name: string;
}

const text = (words: string): PlainTextElement => ({ type: 'plain_text', text: words, emoji: false });

const modal = (form: Form, title: string, submit: string, context: FormContext, blocks: InputBlock[]): ModalView => ({
  type: 'modal',
  callback_id: form,
  title: text(cutLine(title, most.title)),
  submit: text(submit),
  close: text('Cancel'),
  private_metadata: JSON.stringify(context),
  blocks,
});

export const noteForm = (context: FormContext): ModalView =>
  modal('add-note', 'Add a note', 'Add', context, [typed('note', 'Note', { most: most.typed, multiline: true })]);

export const callerForm = (context: FormContext): ModalView =>
  modal('save-caller', 'Save the caller', 'Save', context, [typed('name', 'Name', { most: most.name })]);

/** `integrations`: the one that is chosen at first before all others. At least one. */
export function incidentForm(context: FormContext, integrations: readonly Choice[]): ModalView {
  return modal('create-incident', 'Create an incident', 'Create', context, [
    typed('title', 'Title', {
      most: most.incidentTitle,
      optional: true,
      hint: 'Without one, the line and the caller are the title.',
    }),
    chosen('integrationId', 'Integration', integrations, { first: true }),
    chosen('priority', 'Priority', priorities.map(ranked), { optional: true }),
    chosen('severity', 'Severity', severities.map(ranked), { optional: true }),
  ]);
}

/** `open`: incidents that can be chosen, the newest first; a number does for any. */
export function linkForm(context: FormContext, open: readonly Choice[]): ModalView {
  const number = typed('number', 'Number of the incident', {
    most: 12,
    optional: open.length > 0,
    ...(open.length > 0 ? { hint: 'For one that is not in the list.' } : {}),
  });
  const list = open.length > 0 ? [chosen('incidentId', 'Open incident', open, { optional: true })] : [];
  return modal('link-incident', 'Link to an incident', 'Link', context, [...list, number]);
}

const ranked = (rank: string): Choice => ({ id: rank, name: rank.toUpperCase() });

interface Typed {
  /** Characters. */
  readonly most: number;
  readonly multiline?: true;
  readonly optional?: boolean;
  readonly hint?: string;
}

function typed(id: string, label: string, { most: longest, multiline, optional = false, hint }: Typed): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: text(label),
    optional,
    ...(hint === undefined ? {} : { hint: text(hint) }),
    element: {
      type: 'plain_text_input',
      action_id: inputName,
      max_length: longest,
      ...(multiline ? { multiline } : {}),
    },
  };
}

function chosen(
  id: string,
  label: string,
  choices: readonly Choice[],
  { first = false, optional = false }: { readonly first?: boolean; readonly optional?: boolean },
): InputBlock {
  const options = choices.slice(0, most.options).map(({ id: value, name }) => ({
    text: text(cutLine(name, most.option) || '–'),
    value,
  }));
  const [initial] = options;
  const element: StaticSelect = {
    type: 'static_select',
    action_id: inputName,
    options,
    ...(first && initial ? { initial_option: initial } : {}),
  };
  return { type: 'input', block_id: id, label: text(label), optional, element };
}
