import { itIsAChatChannel } from '../testing/it-is-a-chat-channel.js';
import type { SlackPayload } from './render-slack.js';
import { SlackWebhook } from './slack-webhook.js';

itIsAChatChannel('a Slack webhook', {
  open: (url, http) => new SlackWebhook(url, http),
  accepts: { status: 200, body: 'ok' },
  refuses: [
    { status: 400, body: 'invalid_payload' },
    { status: 403, body: 'action_prohibited' },
    { status: 404, body: 'no_service' },
    { status: 410, body: 'channel_is_archived' },
  ],
  textOf: (payload) => JSON.stringify((payload as SlackPayload).blocks),
});
