import {
  callOutcomes,
  type ChannelEvent,
  channelEvents,
  type ChannelType,
  defaultChannelEvents,
  type EventData,
  type callEvents,
} from '@ringdown/contracts';
import { aCall, callEvent } from '../testing/a-call.js';
import { shiftEnded, shiftStarted } from '../testing/a-shift.js';
import { laterEvent, openedEvent } from '../testing/an-incident.js';
import { type CallEvent, evolveStory, type IncidentEvent, type NotifiableEvent, type Story } from '../stories/index.js';
import { type Audience, type Channel, rankOf, recipientsOf } from './recipients.js';

interface Chosen {
  readonly events?: readonly ChannelEvent[];
  readonly from?: Channel['from'];
}

/** A channel whose id says its type: `slack-app_ops`. */
const channel = (id: string, { events, from = {} }: Chosen = {}): Channel => {
  const type = id.split('_')[0] as ChannelType;
  return { id, name: `#${id}`, type, events: [...(events ?? defaultChannelEvents[type])], from } as Channel;
};

const told = (
  event: NotifiableEvent,
  audience: Partial<Audience>,
  chosen: Record<string, Chosen> = {},
  before: Story | null = null,
) =>
  recipientsOf(event, {
    audience: { line: undefined, integration: undefined, schedule: undefined, followerIds: [], ...audience },
    channelOf: (id) => (id.endsWith('_gone') ? undefined : channel(id, chosen[id])),
    before,
  });
const ids = (...given: Parameters<typeof told>): string[] => told(...given).map(({ channelId }) => channelId);

const line = { channelIds: ['slack_line', 'teams_both'] };
const integration = { channelIds: ['teams_both', 'slack_int'] };
const both = { line, integration };

const details = ({
  callId,
  lineId,
  lineName,
  lineNumber,
  provider,
  providerCallId,
  caller,
  calledAt,
  test,
}: EventData<typeof callEvents.completed>) => ({
  callId,
  lineId,
  lineName,
  lineNumber,
  provider,
  providerCallId,
  caller,
  calledAt,
  test,
});
const started = (rejected = false): CallEvent => ({
  subject: 'call.started.v1',
  data: { ...details(aCall()), rejected },
});
const rang: CallEvent = {
  subject: 'call.rang.v1',
  data: { ...details(aCall()), role: 'primary', attempt: 1, userId: 'user_1', userName: 'Priya S.' },
};
const enriched = (transcript: string | null = null): CallEvent => ({
  subject: 'call.enriched.v1',
  data: { callId: 'call_1', lineId: 'line_1', recording: null, voicemail: { url: '/v', seconds: 9, transcript } },
});
const storyOf = (...events: readonly CallEvent[]): Story | null =>
  events.reduce<Story | null>((story, event) => evolveStory(story, 'call_1', { event, sequence: 1 }), null);

describe('a finished call', () => {
  it.each(callOutcomes)('that was %s', (outcome) => {
    const expected = outcome === 'rejected' ? [] : ['slack_line', 'teams_both'];
    expect(ids(callEvent({ outcome }), { line })).toEqual(expected);
  });

  it('that was a test goes to the same channels', () => {
    expect(ids(callEvent({ test: true }), { line })).toEqual(line.channelIds);
  });

  it('of a line that is gone goes nowhere, nor to a channel that is gone', () => {
    expect(ids(callEvent(), {})).toEqual([]);
    expect(ids(callEvent(), { line: { channelIds: ['slack_gone'] } })).toEqual([]);
  });

  it('notifies a channel once, though it is listed twice', () => {
    expect(ids(callEvent(), { line: { channelIds: ['slack_line', 'slack_line'] } })).toEqual(['slack_line']);
  });

  it('is told to whoever wants missed calls only if nobody answered, and once to whoever wants all', () => {
    const chosen = { slack_line: { events: ['call.missed'] as const }, teams_both: { events: channelEvents } };
    expect(ids(callEvent(), { line }, chosen)).toEqual(['teams_both']);
    expect(ids(callEvent({ outcome: 'missed' }), { line }, chosen)).toEqual(['slack_line', 'teams_both']);
  });
});

describe('a call that lives', () => {
  const audience = { line: { channelIds: ['slack_line', 'slack-app_line', 'webhook_feed'] } };

  it('is told where it is wanted, and a rejected one nowhere', () => {
    expect(ids(started(), audience)).toEqual(['slack-app_line', 'webhook_feed']);
    expect(ids(started(true), audience)).toEqual([]);
    expect(ids(rang, audience)).toEqual(['slack-app_line', 'webhook_feed']);
    expect(ids(started(), audience, { slack_line: { events: ['call.started'] } })).toContain('slack_line');
  });

  it('has a voicemail that is told once it is there, and once more when it can be read', () => {
    const over = callEvent({ outcome: 'missed' }) as CallEvent;
    const chosen = { slack_line: { events: ['call.completed', 'call.voicemail'] as const } };
    expect(ids(enriched(), audience, chosen, storyOf(over))).toEqual(['slack_line', 'slack-app_line', 'webhook_feed']);
    expect(ids(enriched(), audience, chosen, storyOf(over, enriched()))).toEqual(['slack-app_line']);
    expect(ids(enriched('It is down'), audience, chosen, storyOf(over, enriched()))).toContain('slack_line');
  });

  it('takes its message back where it is deleted, and posts nothing for it', () => {
    const deleted: CallEvent = { subject: 'call.deleted.v1', data: { callId: 'call_1', lineId: 'line_1' } };
    expect(ids(deleted, audience, {}, storyOf(callEvent() as CallEvent))).toEqual(['slack-app_line']);
    expect(ids(deleted, audience)).toEqual([]);
  });
});

describe('an incident', () => {
  const all = {
    slack_line: { events: channelEvents },
    teams_both: { events: channelEvents },
    slack_int: { events: channelEvents },
  };
  const changes = ['incident.acknowledged.v1', 'incident.resolved.v1', 'incident.reopened.v1'] as const;

  it.each([
    ['of a monitor', openedEvent({ source: 'webhook' }), ['teams_both', 'slack_int']],
    ['opened by hand', openedEvent({ source: 'manual' }), ['teams_both', 'slack_int']],
    [
      'of a call: not where the message of the call went',
      openedEvent({ source: 'call', lineId: 'line_1' }),
      ['slack_int'],
    ],
    ...changes.flatMap(
      (subject) =>
        [
          [`of a monitor, ${subject}`, laterEvent(subject), ['teams_both', 'slack_int']],
          [
            `of a call, ${subject}: where its integration's channels are`,
            laterEvent(subject, { source: 'call', lineId: 'line_1' }),
            ['teams_both', 'slack_int'],
          ],
        ] as const,
    ),
  ] as const)('%s', (_what, event, expected) => {
    expect(ids(event, both, all)).toEqual(expected);
  });

  it('is told by default when it opens and when it is resolved, and not in between', () => {
    expect(ids(openedEvent(), { integration })).toEqual(['teams_both', 'slack_int']);
    expect(ids(laterEvent('incident.acknowledged.v1'), { integration })).toEqual([]);
    expect(ids(laterEvent('incident.resolved.v1'), { integration })).toEqual(['teams_both', 'slack_int']);
    expect(
      ids(laterEvent('incident.acknowledged.v1'), { integration: { channelIds: ['slack-app_a', 'webhook_b'] } }),
    ).toEqual(['slack-app_a', 'webhook_b']);
  });

  it('of a call is told to channels of the line that want no calls, and to feeds', () => {
    const event = openedEvent({ source: 'call', lineId: 'line_1' });
    const audience = { line: { channelIds: ['slack_line', 'webhook_feed'] } };
    expect(ids(event, audience)).toEqual(['webhook_feed']);
    expect(ids(event, audience, { slack_line: { events: ['incident.opened'] } })).toEqual([
      'slack_line',
      'webhook_feed',
    ]);
  });

  it('of a call shows in the message of the call, where that changes in place', () => {
    const event = openedEvent({ source: 'call', lineId: 'line_1', callIds: ['call_1'] });
    const audience = {
      line: { channelIds: ['slack-app_line'] },
      integration: { channelIds: ['slack-app_line', 'slack-app_int'] },
    };
    expect(told(event, audience)).toEqual([
      { channelId: 'slack-app_line', orderingKey: 'call_1' },
      { channelId: 'slack-app_int', orderingKey: 'inc_1' },
    ]);
  });

  it('of a call whose line is gone goes to every channel of the integration', () => {
    expect(ids(openedEvent({ source: 'call', lineId: 'line_1' }), { integration })).toEqual([
      'teams_both',
      'slack_int',
    ]);
  });

  it.each([
    [{ severity: 'sev2' }, { severity: 'sev1', priority: null }, true],
    [{ severity: 'sev2' }, { severity: 'sev2', priority: null }, true],
    [{ severity: 'sev2' }, { severity: 'sev3', priority: null }, false],
    [{ severity: 'sev2' }, { severity: null, priority: 'p1' }, false],
    [{ priority: 'p3' }, { severity: null, priority: 'p2' }, true],
    [{ priority: 'p3', severity: 'sev1' }, { severity: 'sev2', priority: 'p1' }, false],
    [{}, { severity: null, priority: null }, true],
  ] as const)('is told from %j: %j is %s', (from, rating, isTold) => {
    const expected = isTold ? ['slack_int'] : [];
    expect(ids(openedEvent(rating), { integration: { channelIds: ['slack_int'] } }, { slack_int: { from } })).toEqual(
      expected,
    );
  });

  it('goes to the channels that alert rules have added, too, each once', () => {
    const event = openedEvent({ channelIds: ['slack_rule', 'slack_int'] });
    expect(ids(event, { integration })).toEqual(['teams_both', 'slack_int', 'slack_rule']);
    expect(ids(openedEvent({ channelIds: ['slack_rule'], suppressed: true }), both)).toEqual([]);
  });

  it('is told to channels that a rule adds later, and to no others', () => {
    const { data } = laterEvent('incident.acknowledged.v1', { channelIds: ['slack_rule', 'slack_int'] });
    const added = {
      subject: 'incident.channels-added.v1',
      data: { ...data, addedChannelIds: ['slack_rule', 'slack_int'] },
    } as IncidentEvent;
    expect(ids(added, both)).toEqual(['slack_rule']);
  });

  it('that escalates is told to the channels that the step names, whatever they chose, and where it is wanted', () => {
    const { data } = laterEvent('incident.acknowledged.v1');
    const escalated = {
      subject: 'incident.escalated.v1',
      data: { ...data, step: 1, of: 2, round: 1, people: [], channelIds: ['slack_named'] },
    } as unknown as IncidentEvent;
    const audience = { integration: { channelIds: ['slack_int', 'slack-app_int'] } };
    expect(ids(escalated, audience, { slack_named: { events: [], from: { severity: 'sev1' } } })).toEqual([
      'slack-app_int',
      'slack_named',
    ]);
  });

  it('of an integration that is gone goes nowhere', () => {
    expect(ids(openedEvent(), {})).toEqual([]);
  });
});

describe('a handoff', () => {
  const sam = { id: 'user_2', name: 'Sam T.' };
  const schedule = { channelIds: ['slack_ops', 'webhook_of_schedule'] };

  it('is one message to those who read: who comes on, or that nobody does; both events to every feed', () => {
    const audience = { schedule, followerIds: ['webhook_other', 'webhook_of_schedule'] };
    const feeds = ['webhook_of_schedule', 'webhook_other'];
    expect(ids(shiftStarted({ from: sam }), audience)).toEqual(['slack_ops', ...feeds]);
    expect(ids(shiftEnded({ to: sam }), audience)).toEqual(feeds);
    expect(ids(shiftEnded({ to: null }), audience)).toEqual(['slack_ops', ...feeds]);
  });

  it('of any schedule is told to whoever follows them all, each once', () => {
    const audience = { schedule, followerIds: ['slack_ops', 'slack_follower'] };
    expect(ids(shiftStarted({ from: sam }), audience)).toEqual(['slack_ops', 'webhook_of_schedule', 'slack_follower']);
  });
});

it('puts calls first, then what needs somebody, then what became of it', () => {
  expect(
    [callEvent(), openedEvent(), laterEvent('incident.resolved.v1'), shiftStarted({ from: null })].map(rankOf),
  ).toEqual([0, 1, 2, 2]);
});
