import {
  type ChannelEvent,
  type ConfigDocument,
  incidentEvents,
  oncallEvents,
  priorities,
  severities,
} from '@ringdown/contracts';
import {
  aboutOf,
  type CallEvent,
  type CompletedCall,
  type IncidentEvent,
  isCallEvent,
  isShiftEvent,
  type NotifiableEvent,
  type ShiftEvent,
  type Story,
} from '../stories/index.js';

export type Channel = ConfigDocument<'channel'>;

/** Whose channels are told of an event. */
export interface Audience {
  readonly line: Pick<ConfigDocument<'line'>, 'channelIds'> | undefined;
  readonly integration: Pick<ConfigDocument<'integration'>, 'channelIds'> | undefined;
  readonly schedule: Pick<ConfigDocument<'schedule'>, 'channelIds'> | undefined;
  /** Channels that chose to be told of the handoffs of every schedule. */
  readonly followerIds: readonly string[];
}

/** A channel that is told of an event, and to which of its messages it belongs. */
export interface Recipient {
  readonly channelId: string;
  /** The call, incident or schedule of which a channel's messages keep their order. */
  readonly orderingKey: string;
}

/** All channels that an event concerns, whatever they chose to be told of: those of its line, integration and rules are one set. */
export function candidatesOf(event: NotifiableEvent, audience: Audience): readonly string[] {
  if (isShiftEvent(event)) return unique([...idsOf(audience.schedule), ...audience.followerIds]);
  if (isCallEvent(event)) return unique(idsOf(audience.line));
  return event.data.suppressed ? [] : unique(candidatesOfIncident(event, audience));
}

/** A step of an escalation names channels of its own in place of those of rules. */
function candidatesOfIncident({ data }: IncidentEvent, { line, integration }: Audience): readonly string[] {
  const ofLine = data.source === 'call' ? idsOf(line) : [];
  return [...ofLine, ...idsOf(integration), ...data.channelIds];
}

const idsOf = (owner: { readonly channelIds: readonly string[] } | undefined): readonly string[] =>
  owner?.channelIds ?? [];

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)];

/** What a channel has to know beside the event to be told, or not. */
export interface Known {
  readonly audience: Audience;
  readonly channelOf: (id: string) => Channel | undefined;
  /** How its call or incident stood before. */
  readonly before: Story | null;
}

/**
 * Which channels are told of an event, each once. A channel is told of what it chose, and of an incident from the rating that it set
 * on. A step of an escalation and a schedule tell the channels that they name in any case. A channel that has had the call's own message does not
 * hear that an incident was opened for it; where that message changes in place, it shows the incident. A rejected call is told to
 * nobody: a robot that dials on must not fill a channel. What a rule suppresses goes nowhere.
 */
export function recipientsOf(event: NotifiableEvent, known: Known): readonly Recipient[] {
  const candidates = candidatesOf(event, known.audience);
  if (isShiftEvent(event)) return ofShift(event, candidates, known);
  if (isCallEvent(event)) return ofCall(event, candidates, known);
  return candidates.flatMap((channelId) => ofIncident(event, channelId, known));
}

function ofShift(event: ShiftEvent, candidates: readonly string[], { channelOf }: Known): Recipient[] {
  return candidates.flatMap((channelId) => {
    const channel = channelOf(channelId);
    if (!channel) return [];
    // people read one message a handoff: who comes on; who goes off only where nobody comes
    const isRead = event.subject === oncallEvents.shiftStarted.subject || event.data.handoff.to === null;
    return channel.type === 'webhook' || isRead ? [{ channelId, orderingKey: event.data.oncall.id }] : [];
  });
}

function ofCall(event: CallEvent, candidates: readonly string[], { channelOf, before }: Known): Recipient[] {
  const told = toldOfCall(event, before?.kind === 'call' ? before : null);
  return candidates.flatMap((channelId) => {
    const channel = channelOf(channelId);
    if (!channel) return [];
    const isTold =
      wants(channel, told.always) || (channel.type === 'slack-app' && told.changesMessage && wantsCalls(channel));
    return isTold ? [{ channelId, orderingKey: event.data.callId }] : [];
  });
}

type CallBefore = Extract<Story, { kind: 'call' }> | null;

/** What an event of a call is to channels; `changesMessage`: a message that is there shows it too. */
interface ToldOfCall {
  readonly always: readonly ChannelEvent[];
  readonly changesMessage: boolean;
}
const nobody: ToldOfCall = { always: [], changesMessage: false };

function toldOfCall(event: CallEvent, before: CallBefore): ToldOfCall {
  switch (event.subject) {
    case 'call.started.v1':
      return event.data.rejected ? nobody : { always: ['call.started'], changesMessage: false };
    case 'call.rang.v1':
      return { always: ['call.rang'], changesMessage: false };
    case 'call.answered.v1':
      return { always: ['call.answered'], changesMessage: false };
    case 'call.completed.v1':
      return toldOfEnd(event.data);
    case 'call.enriched.v1':
      return toldOfVoicemail(event.data, before);
    case 'call.deleted.v1':
      return { always: [], changesMessage: before?.call?.rejected === false };
  }
}

function toldOfEnd({ outcome, voicemail }: CompletedCall): ToldOfCall {
  if (outcome === 'rejected') return nobody;
  const always: ChannelEvent[] = ['call.completed'];
  if (outcome !== 'answered') always.push('call.missed');
  if (voicemail) always.push('call.voicemail');
  return { always, changesMessage: true };
}

type Enriched = Extract<CallEvent, { subject: 'call.enriched.v1' }>['data'];

/** A voicemail is news once it is there, and once more when it can be read. */
function toldOfVoicemail({ voicemail }: Enriched, before: CallBefore): ToldOfCall {
  const had = before?.voicemail ?? null;
  const canBeReadNow = voicemail?.transcript !== had?.transcript && voicemail?.transcript !== null;
  const isNews = voicemail !== null && (had === null || canBeReadNow);
  return { always: isNews ? ['call.voicemail'] : [], changesMessage: before?.end?.outcome !== 'rejected' };
}

function ofIncident(event: IncidentEvent, channelId: string, { audience, channelOf }: Known): Recipient[] {
  const channel = channelOf(channelId);
  if (!channel || !isMeant(event, channelId, audience)) return [];
  const { data } = event;
  if (!hasTheCall(channel, event, audience))
    return isToldOf(event, channel) ? [{ channelId, orderingKey: data.incidentId }] : [];
  const [callId] = data.callIds;
  if (channel.type === 'slack-app' && callId !== undefined) return [{ channelId, orderingKey: callId }];
  const isTold = isNamed(event, channelId) || (isLaterNews(event, channelId, audience) && isToldOf(event, channel));
  return isTold ? [{ channelId, orderingKey: data.incidentId }] : [];
}

/** Channels that a rule adds later are told once it does, and no other is. */
function isMeant({ subject, data }: IncidentEvent, channelId: string, { integration }: Audience): boolean {
  if (subject !== incidentEvents.channelsAdded.subject) return true;
  return data.addedChannelIds.includes(channelId) && !idsOf(integration).includes(channelId);
}

const isNamed = ({ subject, data }: IncidentEvent, channelId: string): boolean =>
  subject === incidentEvents.escalated.subject && data.channelIds.includes(channelId);

/** What became of the incident of a call that the channel knows: told where its integration or a rule has it told, too. */
function isLaterNews({ subject, data }: IncidentEvent, channelId: string, { integration }: Audience): boolean {
  if (subject === incidentEvents.opened.subject || subject === incidentEvents.channelsAdded.subject) return false;
  return idsOf(integration).includes(channelId) || data.channelIds.includes(channelId);
}

/** By what the channel chose; a step that names it tells it in any case. */
function isToldOf(event: IncidentEvent, channel: Channel): boolean {
  if (isNamed(event, channel.id)) return true;
  const isAdded = event.subject === incidentEvents.channelsAdded.subject;
  const told = isAdded ? 'incident.opened' : (aboutOf(event) as ChannelEvent);
  return wants(channel, [told]) && isAtLeast(channel.from, event.data);
}

/** The channel had the call's own message: it is the line's, and chose to hear of calls. A feed has events of both. */
const hasTheCall = (channel: Channel, { data }: IncidentEvent, { line }: Audience): boolean =>
  data.source === 'call' &&
  channel.type !== 'webhook' &&
  (line?.channelIds.includes(channel.id) ?? false) &&
  wantsCalls(channel);

const wants = ({ events }: Channel, told: readonly ChannelEvent[]): boolean => told.some((one) => events.includes(one));

const wantsCalls = ({ events }: Channel): boolean => events.some((one) => one.startsWith('call.'));

type Rating = Pick<IncidentEvent['data'], 'priority' | 'severity'>;

/** p1 and sev1 are the highest; what has no rating lies below every bound. */
function isAtLeast(from: Channel['from'], { priority, severity }: Rating): boolean {
  const isHigh = <Rank extends string>(ranks: readonly Rank[], bound: Rank | undefined, is: Rank | null): boolean =>
    bound === undefined || (is !== null && ranks.indexOf(is) <= ranks.indexOf(bound));
  return isHigh(priorities, from.priority, priority) && isHigh(severities, from.severity, severity);
}

/** Calls first, then what needs somebody, then what became of it. */
export function rankOf(event: NotifiableEvent): 0 | 1 | 2 {
  if (isCallEvent(event)) return 0;
  if (isShiftEvent(event)) return 2;
  const urgent: readonly string[] = [
    incidentEvents.opened.subject,
    incidentEvents.channelsAdded.subject,
    incidentEvents.reopened.subject,
    incidentEvents.unacknowledged.subject,
    incidentEvents.escalated.subject,
  ];
  return urgent.includes(event.subject) ? 1 : 2;
}
