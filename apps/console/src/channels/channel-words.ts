import { type ChannelEvent, type ChannelState, type ChannelType, defaultChannelEvents } from '@ringdown/contracts';

/** What each type of channel is called, in the order in which they are offered. */
export const channelTypeNames: Readonly<Record<ChannelType, string>> = {
  'slack-app': 'Slack app',
  slack: 'Slack, incoming webhook',
  teams: 'Microsoft Teams',
  webhook: 'Webhook',
  email: 'E-mail',
};

/** What a channel of each type does, where the type is chosen. */
export const channelTypeAbout: Readonly<Record<ChannelType, string>> = {
  'slack-app':
    'One message per call and per incident, which changes as it goes on, with buttons that act. Needs an app of your own in Slack.',
  slack: 'One message for each event, without buttons that act in Slack.',
  teams: 'One card for each event, with links that act.',
  webhook: 'A signed POST for each event to a program of yours.',
  email: 'One thread per incident to an address, such as that of a mailing list.',
};

/** The events in groups, each in words that are read under the name of its group. */
export const eventGroups: readonly {
  readonly name: string;
  readonly events: readonly (readonly [event: ChannelEvent, words: string])[];
}[] = [
  {
    name: 'Calls',
    events: [
      ['call.started', 'Started'],
      ['call.rang', 'Rings somebody'],
      ['call.answered', 'Answered'],
      ['call.completed', 'Over, answered or not'],
      ['call.missed', 'Missed only'],
      ['call.voicemail', 'Voicemail was left'],
    ],
  },
  {
    name: 'Incidents',
    events: [
      ['incident.opened', 'Opened'],
      ['incident.acknowledged', 'Acknowledged'],
      ['incident.unacknowledged', 'Acknowledgement withdrawn or expired'],
      ['incident.escalated', 'Escalated'],
      ['incident.occurred', 'Occurred again (the 2nd, 5th, 10th, 20th … time)'],
      ['incident.resolved', 'Resolved'],
      ['incident.reopened', 'Reopened'],
    ],
  },
  {
    name: 'On call',
    events: [
      ['oncall.shift_started', 'A shift of any schedule begins'],
      ['oncall.shift_ended', 'A shift of any schedule ends'],
    ],
  },
];

/** "Calls: Started, Answered" for each group of which something is told; all of a group in one word. */
export function toldWords(events: readonly ChannelEvent[]): readonly string[] {
  const told = new Set(events);
  return eventGroups.flatMap((group) => {
    const words = group.events.filter(([event]) => told.has(event)).map(([, word]) => word);
    if (words.length === 0) return [];
    return [`${group.name}: ${words.length === group.events.length ? 'all' : words.join(', ')}`];
  });
}

interface Bounds {
  readonly priority?: string | undefined;
  readonly severity?: string | undefined;
}

/** Which incidents are told: "All", or "From P2 and SEV2". */
export function boundWords({ priority, severity }: Bounds): string {
  const bounds = [priority, severity].filter((bound) => bound !== undefined);
  return bounds.length === 0 ? 'All' : `From ${bounds.map((bound) => bound.toUpperCase()).join(' and ')}`;
}

/** Whether these are the events that a new channel of the type is told of, in any order. */
export function isUsual(type: ChannelType, events: readonly ChannelEvent[]): boolean {
  const usual = defaultChannelEvents[type];
  return usual.length === events.length && usual.every((event) => events.includes(event));
}

interface Look {
  readonly label: string;
  readonly color: string;
}

const looks: Readonly<Record<ChannelState['state'], Look>> = {
  ok: { label: 'OK', color: 'green' },
  waiting: { label: 'Waiting', color: 'yellow' },
  failing: { label: 'Failing', color: 'red' },
  disabled: { label: 'Disabled', color: 'red' },
};

/** How the state of a channel looks; of one to which nothing was sent yet nothing is known. */
export const stateLook = (state: ChannelState | undefined): Look =>
  state === undefined ? { label: 'Nothing sent yet', color: 'gray' } : looks[state.state];

/** "3 messages wait to be sent"; null where none does. */
export function pendingWords(pending: number): string | null {
  if (pending === 0) return null;
  return pending === 1 ? 'One message waits to be sent' : `${pending} messages wait to be sent`;
}
