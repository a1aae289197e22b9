export { type ChatChannel, type DeliveryAnswer } from './chat-channel.js';
export { type ChatMessage, cut, cutLine, type Tone } from './chat-message.js';
export { type OutboundAnswer, OutboundHttp } from './outbound-http.js';
export { whyNotSentTo } from './outbound-url.js';
export { renderSlack, type SlackPayload } from './slack/render-slack.js';
export { SlackWebhook } from './slack/slack-webhook.js';
export { renderTeams, type TeamsPayload } from './teams/render-teams.js';
export { TeamsWebhook } from './teams/teams-webhook.js';
