export const channelTypes = ['slack', 'slack-app', 'teams', 'webhook', 'email'] as const;
export type ChannelType = (typeof channelTypes)[number];

/**
 * What a channel may be told of. `call.missed` stands for those `call.completed` that nobody answered; `call.voicemail` for a message
 * that a caller left, once it is there; `incident.occurred` for the 2nd, 5th, 10th, 20th, 50th … occurrence of an open incident;
 * `oncall.*` for the handoffs of all schedules: the channels of a schedule are told of its own in any case.
 */
export const channelEvents = [
  'call.started',
  'call.rang',
  'call.answered',
  'call.completed',
  'call.missed',
  'call.voicemail',
  'incident.opened',
  'incident.acknowledged',
  'incident.unacknowledged',
  'incident.escalated',
  'incident.occurred',
  'incident.resolved',
  'incident.reopened',
  'oncall.shift_started',
  'oncall.shift_ended',
] as const;
export type ChannelEvent = (typeof channelEvents)[number];

const told = (...events: readonly ChannelEvent[]): ChannelEvent[] => [...events];

/** What a new channel is told of: a feed all, a message that changes in place all that changes it, others what does not shout. */
export const defaultChannelEvents: Readonly<Record<ChannelType, ChannelEvent[]>> = {
  webhook: [...channelEvents],
  'slack-app': channelEvents.filter((event) => !event.startsWith('oncall.')),
  slack: told('call.completed', 'incident.opened', 'incident.resolved'),
  teams: told('call.completed', 'incident.opened', 'incident.resolved'),
  email: told('call.completed', 'incident.opened', 'incident.resolved'),
};
