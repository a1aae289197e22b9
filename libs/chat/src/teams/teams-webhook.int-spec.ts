import { OutboundHttp } from '../outbound-http.js';
import { anOutgoing } from '../testing/messages.js';
import { ChatServer } from '../testing/chat-server.js';
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

it('is not taken for delivered where a connector answers 200 with the error in its text', async () => {
  const server = await ChatServer.start();
  const http = new OutboundHttp({ allowPrivate: true });
  const answerTo = (body: string) => {
    server.answers({ status: 200, body });
    return new TeamsWebhook(server.url, http).deliver(anOutgoing());
  };
  const failed = 'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error';
  expect(await answerTo('1')).toMatchObject({ type: 'accepted' });
  expect(await answerTo(`${failed} 429 with ContextId x`)).toMatchObject({ type: 'retry' });
  expect(await answerTo(`${failed} 413 with ContextId x`)).toMatchObject({ type: 'failed-for-good' });
  await http.close();
  await server.stop();
});
