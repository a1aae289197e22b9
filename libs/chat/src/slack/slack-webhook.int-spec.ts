import { FakeSlack } from '@ringdown/testkit';
import { OutboundHttp } from '../outbound-http.js';
import { itIsAChatChannel } from '../testing/it-is-a-chat-channel.js';
import { aMessage, anOutgoing } from '../testing/messages.js';
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

it('says which delivery a message is, in blocks that Slack takes, with no button that nobody is told of', async () => {
  const slack = await FakeSlack.start();
  const http = new OutboundHttp({ allowPrivate: true });
  const message = aMessage({
    actions: [{ kind: 'acknowledge', text: 'Acknowledge', about: 'inc_1', style: null, confirm: null, url: null }],
    callBack: { text: 'Call back', number: '+14156040016' },
  });
  const answer = await new SlackWebhook(slack.webhookUrl('ops'), http).deliver(anOutgoing({ message }));
  const [posted] = slack.messages('ops');
  await http.close();
  await slack.stop();
  expect(answer).toEqual({ type: 'accepted', detail: 'Slack answered 200: ok' });
  expect(posted?.blocks.at(-2)).toMatchObject({ type: 'context', block_id: 'dlv_1' });
  expect(posted?.blocks.at(-1)).toMatchObject({ type: 'actions', elements: [{ action_id: 'open' }] });
});
