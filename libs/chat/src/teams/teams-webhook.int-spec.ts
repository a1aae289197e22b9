import { itIsAChatChannel } from '../testing/it-is-a-chat-channel.js';
import type { TeamsPayload } from './render-teams.js';
import { TeamsWebhook } from './teams-webhook.js';

itIsAChatChannel('a Teams webhook', {
  open: (url, http) => new TeamsWebhook(url, http),
  accepts: { status: 202 },
  refuses: [
    { status: 400, body: 'TriggerInputSchemaMismatch' },
    { status: 401, body: 'DirectApiAuthorizationRequired' },
    { status: 404, body: 'WorkflowNotFound' },
    { status: 413, body: 'RequestEntityTooLarge' },
  ],
  textOf: (payload) => JSON.stringify((payload as TeamsPayload).attachments[0].content),
});
