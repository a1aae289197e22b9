import type { ActionsBlock, Button, ConfirmationDialog, PlainTextElement } from '@slack/types';
import { type ChatAction, type ChatMessage, cutLine } from '../chat-message.js';

/**
 * https://docs.slack.dev/reference/block-kit/block-elements/button-element and …/composition-objects/confirmation-dialog-object; a dialog
 * is held shorter than it might be (100, 300, 30), since all texts of a message together have a limit too.
 */
const most = { elements: 25, button: 75, url: 3000, dialogTitle: 30, dialogText: 150, dialogButton: 30 };

/** What the block of buttons, and the button that is only a link, are called in what Slack sends back. */
export const slackActionsBlock = 'actions';
export const slackLinkAction = 'open';

/** Text that Slack shows as it is written where only a text object may stand: without `emoji`, `:fire:` stays what it is. */
export const plainText = (text: string): PlainTextElement => ({ type: 'plain_text', text, emoji: false });

/** The buttons below a message. What one does comes back as `action_id`, what it is about as `value`. */
export function buttonBlock(actions: readonly ChatAction[], link: ChatMessage['link']): ActionsBlock[] {
  const shownLink = linkButton(link);
  const elements = [
    ...onceEach(actions)
      .slice(0, most.elements - shownLink.length)
      .map(button),
    ...shownLink,
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: slackActionsBlock, elements }];
}

/** Slack refuses a block in which an `action_id` stands twice. */
const onceEach = (actions: readonly ChatAction[]): readonly ChatAction[] =>
  actions.filter(({ kind }, place) => actions.findIndex((other) => other.kind === kind) === place);

function button({ kind, text, about, style, confirm }: ChatAction): Button {
  return {
    type: 'button',
    text: plainText(cutLine(text, most.button) || '–'),
    action_id: kind,
    value: about,
    ...(style === null ? {} : { style }),
    ...(confirm === null ? {} : { confirm: dialog(confirm, text, style) }),
  };
}

const dialog = (question: string, text: string, style: ChatAction['style']): ConfirmationDialog => ({
  title: plainText(cutLine(text, most.dialogTitle) || '–'),
  text: plainText(cutLine(question, most.dialogText) || '–'),
  confirm: plainText(cutLine(text, most.dialogButton) || '–'),
  deny: plainText('Cancel'),
  ...(style === null ? {} : { style }),
});

function linkButton(link: ChatMessage['link']): Button[] {
  if (!link || link.url.length > most.url) return [];
  const text = plainText(cutLine(link.text, most.button) || '→');
  return [{ type: 'button', text, url: link.url, action_id: slackLinkAction }];
}
