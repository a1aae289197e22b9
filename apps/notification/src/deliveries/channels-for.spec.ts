import { callOutcomes } from '@ringdown/contracts';
import { callFact } from '../testing/a-call.js';
import { laterFact, openedFact } from '../testing/an-incident.js';
import { channelsFor } from './channels-for.js';

const line = { channelIds: ['chan_line', 'chan_both'] };
const integration = { channelIds: ['chan_both', 'chan_int'] };
const both = { line, integration };

describe('a finished call', () => {
  it.each(callOutcomes)('that was %s', (outcome) => {
    const expected = outcome === 'rejected' ? [] : ['chan_line', 'chan_both'];
    expect(channelsFor(callFact({ outcome }), { line, integration: undefined })).toEqual(expected);
  });

  it('that was a test goes to the same channels', () => {
    expect(channelsFor(callFact({ test: true }), { line, integration: undefined })).toEqual(line.channelIds);
  });

  it('of a line that is gone goes nowhere', () => {
    expect(channelsFor(callFact(), { line: undefined, integration: undefined })).toEqual([]);
  });

  it('tells a channel once, though it is listed twice', () => {
    const twice = { channelIds: ['chan_line', 'chan_line'] };
    expect(channelsFor(callFact(), { line: twice, integration: undefined })).toEqual(['chan_line']);
  });
});

describe('an incident', () => {
  const changes = ['incident.acknowledged.v1', 'incident.resolved.v1', 'incident.reopened.v1'] as const;

  it.each([
    ['of a monitor', openedFact({ source: 'webhook' }), ['chan_both', 'chan_int']],
    ['opened by hand', openedFact({ source: 'manual' }), ['chan_both', 'chan_int']],
    ['of a call: not where the call was told', openedFact({ source: 'call', lineId: 'line_1' }), ['chan_int']],
    ...changes.flatMap(
      (subject) =>
        [
          [`of a monitor, ${subject}`, laterFact(subject), ['chan_both', 'chan_int']],
          [`of a call, ${subject}`, laterFact(subject, { source: 'call', lineId: 'line_1' }), ['chan_int']],
        ] as const,
    ),
  ] as const)('%s', (_what, fact, expected) => {
    expect(channelsFor(fact, both)).toEqual(expected);
  });

  it('of a call whose line is gone goes to every channel of the integration', () => {
    const fact = openedFact({ source: 'call', lineId: 'line_1' });
    expect(channelsFor(fact, { line: undefined, integration })).toEqual(['chan_both', 'chan_int']);
  });

  it('of an integration that is gone goes nowhere', () => {
    expect(channelsFor(openedFact(), { line: undefined, integration: undefined })).toEqual([]);
  });
});
