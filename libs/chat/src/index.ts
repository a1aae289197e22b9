export { type ChatChannel, type DeliveryAnswer, type MessageRef, type Outgoing } from './chat-channel.js';
export {
  type ChatAction,
  type ChatActionKind,
  chatActionKinds,
  type ChatMessage,
  cut,
  cutLine,
  type Tone,
} from './chat-message.js';
export { MailChannel } from './email/mail-channel.js';
export { type Mail, type MailAnswer, Mailer } from './email/mailer.js';
export { type OutboundAnswer, OutboundHttp } from './outbound-http.js';
export { whyNotSentTo } from './outbound-url.js';
export { renderSlack, type SlackPayload } from './slack/render-slack.js';
export { SlackApi, type SlackAnswer, type SlackApiOptions } from './slack/slack-api.js';
export { SlackApp } from './slack/slack-app.js';
export { slackActionsBlock, slackLinkAction } from './slack/slack-buttons.js';
export { slackFailure } from './slack/slack-failure.js';
export { emailOfSlackUser, type SlackPerson, slackUserByEmail } from './slack/slack-people.js';
export { missingScopes, slackScopes } from './slack/slack-scopes.js';
export { SlackWebhook } from './slack/slack-webhook.js';
export { renderTeams, type TeamsPayload } from './teams/render-teams.js';
export { TeamsWebhook } from './teams/teams-webhook.js';
export {
  newWebhookSecret,
  StandardWebhook,
  type WebhookEvent,
  type WebhookReceiver,
} from './webhook/standard-webhook.js';
