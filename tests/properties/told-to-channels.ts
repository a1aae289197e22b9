import {
  type Mail,
  MailChannel,
  type Mailer,
  newWebhookSecret,
  type OutboundHttp,
  type Outgoing,
  renderSlack,
  type SlackApp,
  SlackWebhook,
  StandardWebhook,
  TeamsWebhook,
} from '@ringdown/chat';
import { type ChannelType, channelTypes } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import type { Settings } from '@ringdown/platform-config';
import type { ConfigMirror } from '@ringdown/platform-messaging';
import { ChannelSender, type Group } from '../../apps/notification/src/deliveries/channel-sender.js';
import type { OutboundChannel, OutboundChannels } from '../../apps/notification/src/deliveries/outbound-channels.js';
import type { Channel } from '../../apps/notification/src/deliveries/recipients.js';
import { ActLinks } from '../../apps/notification/src/links/index.js';
import {
  isCallEvent,
  isShiftEvent,
  type NotifiableEvent,
  type Story,
} from '../../apps/notification/src/stories/index.js';
import { evolveStory, storyKeys } from '../../apps/notification/src/stories/story.js';

/** What each kind of channel sent, in the order in which it was sent. */
type Sent = Readonly<Record<ChannelType, string[]>>;

/** The world that channels are told about. */
interface Telling {
  readonly mirror: ConfigMirror;
  readonly settings: Settings;
  /** Of every channel. */
  readonly channelName: string;
  readonly at: Date;
}

/**
 * Tells a channel of every kind of these events: each by itself, as they happen, and all of a call or incident at once, as after an
 * outage. @throws where anything cannot be said, or where a channel that is to hear of an event sends nothing.
 */
export async function tellChannels(events: readonly NotifiableEvent[], telling: Telling): Promise<void> {
  const sent: Sent = { slack: [], 'slack-app': [], teams: [], webhook: [], email: [] };
  const sender = senderInto(sent, telling);
  const stories = new Map<string, Story | null>();
  const told = new Map<string, NotifiableEvent[]>();
  const send = async (key: string, some: readonly NotifiableEvent[]): Promise<void> => {
    for (const channel of channelsNamed(telling.channelName)) {
      const before = sent[channel.type].length;
      const answer = await sender.send(channel, groupOf(key, some, stories.get(key) ?? null, telling.at));
      if (answer.type !== 'accepted') throw new Error(`${channel.type} cannot tell of ${key}: ${answer.reason}`);
      if (sent[channel.type].length === before && isSaid(channel, some.at(-1)))
        throw new Error(`${channel.type} says nothing of ${some.at(-1)?.subject}`);
    }
  };
  for (const [n, event] of events.entries()) {
    if (!isShiftEvent(event)) {
      for (const key of storyKeys({ event, sequence: n }))
        stories.set(key, evolveStory(stories.get(key) ?? null, key, { event, sequence: n }));
    }
    const key = keyOf(event);
    told.set(key, [...(told.get(key) ?? []), event]);
    await send(key, [event]);
  }
  for (const [key, all] of told) await send(key, all);
}

/** Machines are told nothing of a deleted call: it was theirs to keep or not. */
const isSaid = ({ type }: Channel, event: NotifiableEvent | undefined): boolean =>
  type !== 'webhook' || event?.subject !== 'call.deleted.v1';

function keyOf(event: NotifiableEvent): string {
  if (isShiftEvent(event)) return event.data.oncall.id;
  return isCallEvent(event) ? event.data.callId : event.data.incidentId;
}

const channelsNamed = (name: string): Channel[] =>
  channelTypes.map((type) => ({ id: `chan_${type}`, name, type }) as unknown as Channel);

const groupOf = (key: string, events: readonly NotifiableEvent[], story: Story | null, at: Date): Group => ({
  orderingKey: key,
  deliveries: events.map(
    (event, n) => ({ id: `dlv_${n}`, event, event_at: at }) as unknown as Group['deliveries'][number],
  ),
  story,
  replaces: null,
  triedSince: null,
});

/** Notification's own sender, with its own channels, but for the network. */
function senderInto(sent: Sent, { mirror, settings, at }: Telling): ChannelSender {
  const clock: Clock = { now: () => at };
  const url = 'https://receiver.example.com';
  const httpOf = (type: ChannelType) =>
    ({
      postJson: (_url: string, json: string) => {
        JSON.parse(json);
        sent[type].push(json);
        return Promise.resolve({ type: 'answered', status: 200, body: '' });
      },
    }) as unknown as OutboundHttp;
  const mailer = {
    send: ({ subject, text, html }: Mail) => {
      sent.email.push(`${subject}\n${text}\n${html}`);
      return Promise.resolve({ type: 'taken', detail: 'taken' });
    },
  } as unknown as Mailer;
  // the app's own client speaks to Slack's Web API by itself
  const app = {
    deliver: ({ id, message }: Outgoing) =>
      httpOf('slack-app')
        .postJson(url, JSON.stringify(renderSlack(message, { id, hasApp: true })))
        .then(() => ({
          type: 'accepted',
          detail: 'ok',
        })),
  } as unknown as SlackApp;
  const opened: Readonly<Record<ChannelType, OutboundChannel>> = {
    slack: { takes: 'messages', chat: new SlackWebhook(url, httpOf('slack')), app: null },
    'slack-app': { takes: 'messages', chat: app, app },
    teams: { takes: 'messages', chat: new TeamsWebhook(url, httpOf('teams')), app: null },
    email: { takes: 'messages', chat: new MailChannel('ops@ringdown.example', mailer), app: null },
    webhook: {
      takes: 'events',
      webhook: new StandardWebhook({ url, secrets: [secret], format: 'standard' }, httpOf('webhook'), clock),
    },
  };
  const channels = { open: ({ type }: Channel) => opened[type] } as unknown as OutboundChannels;
  return new ChannelSender(mirror, channels, new ActLinks(settings), settings, clock);
}

const secret = newWebhookSecret();
