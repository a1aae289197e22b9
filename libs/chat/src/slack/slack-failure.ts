import type { DeliveryAnswer } from '../chat-channel.js';
import type { SlackAnswer } from './slack-api.js';

/** Slack's words for what passes: trouble of its own, and too many messages (https://docs.slack.dev/reference/methods/chat.postMessage#errors). */
const passing = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'org_login_required',
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
]);

const invite = 'Invite the app there: /invite @Ringdown';
const newToken = 'Slack does not accept the bot token. Install the app again and enter the token that it has then';
const ourFault = 'Slack does not take a message that Ringdown has written. Report this as a defect of Ringdown';
const closed = (channel: string): string =>
  `Slack does not let the app write in the channel ${channel}. Ask an admin of the workspace to allow it, or choose another channel`;

const sentences: Readonly<Record<string, (channel: string) => string>> = {
  not_in_channel: (channel) => `The app is not in the channel ${channel}. ${invite}`,
  channel_not_found: (channel) =>
    `Slack knows no channel ${channel}, or it is a private one that the app is not in. ${invite}`,
  is_archived: (channel) => `The channel ${channel} is archived. Restore it in Slack, or choose another channel`,
  invalid_auth: () => newToken,
  not_authed: () => newToken,
  account_inactive: () => newToken,
  token_revoked: () => newToken,
  token_expired: () => newToken,
  not_allowed_token_type: () => 'This is not the token of a bot. Enter the one that begins with xoxb-',
  restricted_action: closed,
  restricted_action_read_only_channel: closed,
  restricted_action_thread_only_channel: closed,
  restricted_action_non_threadable_channel: closed,
  ekm_access_denied: closed,
  access_denied: closed,
  msg_too_long: () => ourFault,
  msg_blocks_too_long: () => ourFault,
  invalid_blocks: () => ourFault,
  invalid_blocks_format: () => ourFault,
  no_text: () => ourFault,
  messages_tab_disabled: () =>
    'The app takes no direct messages. Allow its Messages Tab in Slack, under App Home of the app',
  cannot_dm_bot: () => 'This is a bot, which gets no direct messages',
};

type Unanswered = Exclude<SlackAnswer, { type: 'ok' }>;

/** Whether the same call may succeed later. */
export const isPassing = (answer: Unanswered): boolean => answer.type !== 'refused' || passing.has(answer.error);

/** What a call that came to nothing means for a delivery, with what to do about it. `channel`: as it was entered. */
export function slackFailure(answer: Unanswered, channel: string): Exclude<DeliveryAnswer, { type: 'accepted' }> {
  switch (answer.type) {
    case 'rate-limited':
      return { type: 'retry', reason: 'Slack takes no more for now (rate_limited)', afterMs: answer.afterMs };
    case 'unreachable': {
      const { reason } = answer;
      return { type: 'retry', reason: isStatus(reason) ? reason : `Slack could not be reached (${reason})` };
    }
    case 'refused':
      if (isPassing(answer)) return { type: 'retry', reason: `Slack has trouble (${answer.error})` };
      return { type: 'failed-for-good', reason: sentence(answer, channel) };
  }
}

const isStatus = (said: string): boolean => said.startsWith('Slack answered ');

function sentence({ error, needed }: Extract<Unanswered, { type: 'refused' }>, channel: string): string {
  if (isStatus(error)) return error;
  if (error === 'missing_scope' || error === 'no_permission')
    return `The app lacks the scope ${needed ?? 'that this needs'}. Add it under OAuth & Permissions and install the app again (${error})`;
  return `${sentences[error]?.(channel) ?? 'Slack refused it'} (${error})`;
}
