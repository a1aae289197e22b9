import { callOutcomes } from '@ringdown/contracts';
import { callEvent } from '../testing/a-call.js';
import { laterEvent, openedEvent } from '../testing/an-incident.js';
import type { IncidentEvent } from '../messages/notifiable-event.js';
import { channelsFor } from './plan-deliveries.js';

const line = { channelIds: ['chan_line', 'chan_both'] };
const integration = { channelIds: ['chan_both', 'chan_int'] };
const both = { line, integration };

describe('a finished call', () => {
  it.each(callOutcomes)('that was %s', (outcome) => {
    const expected = outcome === 'rejected' ? [] : ['chan_line', 'chan_both'];
    expect(channelsFor(callEvent({ outcome }), { line, integration: undefined })).toEqual(expected);
  });

  it('that was a test goes to the same channels', () => {
    expect(channelsFor(callEvent({ test: true }), { line, integration: undefined })).toEqual(line.channelIds);
  });

  it('of a line that is gone goes nowhere', () => {
    expect(channelsFor(callEvent(), { line: undefined, integration: undefined })).toEqual([]);
  });

  it('notifies a channel once, though it is listed twice', () => {
    const twice = { channelIds: ['chan_line', 'chan_line'] };
    expect(channelsFor(callEvent(), { line: twice, integration: undefined })).toEqual(['chan_line']);
  });
});

describe('an incident', () => {
  const changes = ['incident.acknowledged.v1', 'incident.resolved.v1', 'incident.reopened.v1'] as const;

  it.each([
    ['of a monitor', openedEvent({ source: 'webhook' }), ['chan_both', 'chan_int']],
    ['opened by hand', openedEvent({ source: 'manual' }), ['chan_both', 'chan_int']],
    [
      'of a call: not where the message of the call went',
      openedEvent({ source: 'call', lineId: 'line_1' }),
      ['chan_int'],
    ],
    ...changes.flatMap(
      (subject) =>
        [
          [`of a monitor, ${subject}`, laterEvent(subject), ['chan_both', 'chan_int']],
          [`of a call, ${subject}`, laterEvent(subject, { source: 'call', lineId: 'line_1' }), ['chan_int']],
        ] as const,
    ),
  ] as const)('%s', (_what, event, expected) => {
    expect(channelsFor(event, both)).toEqual(expected);
  });

  it('of a call whose line is gone goes to every channel of the integration', () => {
    const event = openedEvent({ source: 'call', lineId: 'line_1' });
    expect(channelsFor(event, { line: undefined, integration })).toEqual(['chan_both', 'chan_int']);
  });

  it('goes to the channels that alert rules have added, too, each once', () => {
    const event = openedEvent({ channelIds: ['chan_rule', 'chan_int'] });
    expect(channelsFor(event, both)).toEqual(['chan_both', 'chan_int', 'chan_rule']);
    expect(channelsFor(openedEvent({ channelIds: ['chan_rule'], suppressed: true }), both)).toEqual([]);
  });

  it('is told to channels that a rule adds later, and to no others', () => {
    const { data } = laterEvent('incident.acknowledged.v1', { channelIds: ['chan_rule', 'chan_int'] });
    const added = {
      subject: 'incident.channels-added.v1',
      data: { ...data, addedChannelIds: ['chan_rule', 'chan_int'] },
    } as IncidentEvent;
    expect(channelsFor(added, both)).toEqual(['chan_rule']);
  });

  it('of an integration that is gone goes nowhere', () => {
    expect(channelsFor(openedEvent(), { line: undefined, integration: undefined })).toEqual([]);
  });
});
