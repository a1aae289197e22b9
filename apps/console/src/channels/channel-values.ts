import { type ChannelEvent, type ChannelType, defaultChannelEvents } from '@ringdown/contracts';
import type { Channel } from '../api/resources.js';
import { isUsual } from './channel-words.js';

/** What the form of a channel holds: the fields of all types, of which only those of the chosen one are sent. */
export interface ChannelValues {
  readonly name: string;
  readonly type: ChannelType;
  readonly url: string;
  readonly botToken: string;
  readonly signingSecret: string;
  readonly channel: string;
  readonly address: string;
  readonly format: 'standard' | 'spike';
  /** Null: those that are usual for the type, also after another one was chosen. */
  readonly events: readonly ChannelEvent[] | null;
  readonly from: { readonly priority: string | null; readonly severity: string | null };
}

export const blankChannel: ChannelValues = {
  name: '',
  type: 'slack-app',
  url: '',
  botToken: '',
  signingSecret: '',
  channel: '',
  address: '',
  format: 'standard',
  events: null,
  from: { priority: null, severity: null },
};

/** Secrets are not shown: they are empty, which keeps them. */
export const channelValues = (channel: Omit<Channel, 'id' | 'createdAt' | 'updatedAt'>): ChannelValues => ({
  ...blankChannel,
  name: channel.name,
  type: channel.type,
  channel: channel.channel ?? '',
  address: channel.address ?? '',
  format: channel.format ?? 'standard',
  events: isUsual(channel.type, channel.events) ? null : channel.events,
  from: { priority: channel.from.priority ?? null, severity: channel.from.severity ?? null },
});

type Secret = 'url' | 'botToken' | 'signingSecret';

/** What each type has besides what all have: first what is never shown again, then the rest. */
const ownFields: Readonly<Record<ChannelType, readonly [readonly Secret[], (values: ChannelValues) => object]>> = {
  slack: [['url'], () => ({})],
  'slack-app': [['botToken', 'signingSecret'], ({ channel }) => ({ channel: channel.trim() })],
  teams: [['url'], () => ({})],
  webhook: [['url'], ({ format }) => ({ format })],
  email: [[], ({ address }) => ({ address: address.trim() })],
};

/** The channel as the API takes it: only the fields of its type, and a secret that was left empty stays as it is. */
export function channelBody(values: ChannelValues, isNew: boolean): Record<string, unknown> {
  const { name, type, events, from } = values;
  const [secrets, open] = ownFields[type];
  const named = secrets.filter((field) => isNew || values[field].trim() !== '');
  return {
    name,
    ...(isNew ? { type } : {}),
    ...Object.fromEntries(named.map((field) => [field, values[field].trim()])),
    ...open(values),
    events: events ?? defaultChannelEvents[type],
    from: Object.fromEntries(Object.entries(from).filter(([, bound]) => bound !== null)),
  };
}
