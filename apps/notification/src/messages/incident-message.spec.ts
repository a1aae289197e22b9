import { laterEvent, openedEvent } from '../testing/an-incident.js';
import { aContext } from '../testing/message-context.js';
import { incidentMessage } from './incident-message.js';

const gone = aContext({ integrationName: () => null });

it('says that an incident of a monitor opened', () => {
  expect(incidentMessage(openedEvent(), aContext())).toMatchObject({
    subject: '[Ringdown #12] Checkout is down',
    callBack: null,
    title: 'Incident #12 opened: Checkout is down',
    tone: 'alarm',
    fields: [
      { label: 'Source', value: 'Monitor, Prometheus' },
      { label: 'Priority', value: 'P1' },
      { label: 'Severity', value: 'SEV2' },
      { label: 'Occurrences', value: '1' },
    ],
    steps: null,
    quote: 'HTTP 502 from three regions',
    link: { text: 'Open the incident', url: 'https://ringdown.example.com/incidents/inc_1' },
    at: new Date('2025-07-29T06:24:32.262Z'),
  });
});

it.each([
  ['incident.acknowledged.v1', 'acknowledged', 'attention', 'Acknowledged by', null],
  ['incident.resolved.v1', 'resolved', 'good', 'Resolved by', null],
  ['incident.reopened.v1', 'reopened', 'alarm', 'Reopened by', 'HTTP 502 from three regions'],
] as const)('says %s', (subject, verb, tone, label, quote) => {
  const shown = incidentMessage(laterEvent(subject), aContext());
  expect(shown).toMatchObject({
    title: `Incident #12 ${verb}: Checkout is down`,
    tone,
    quote,
    at: new Date('2025-07-29T06:40:00.000Z'),
  });
  expect(shown.fields[0]).toEqual({ label, value: 'Priya S.' });
});

it('leaves out what is not set, and names no integration that is gone', () => {
  const shown = incidentMessage(openedEvent({ priority: null, severity: null, source: 'manual' }), gone);
  expect(shown.fields).toEqual([
    { label: 'Source', value: 'Opened by hand' },
    { label: 'Occurrences', value: '1' },
  ]);
});

it('has words for an empty title', () => {
  expect(incidentMessage(openedEvent({ title: '' }), gone).title).toBe('Incident #12 opened: (no title)');
});

it.each([
  ['a JSON body', { host: 'db1' }, '{\n  "host": "db1"\n}'],
  ['a number', 3, '3'],
  ['no body', null, null],
  ['an absent body', undefined, null],
  ['an empty body', '', null],
])('shows %s', (_what, details, quote) => {
  expect(incidentMessage(openedEvent({ details }), gone).quote).toBe(quote);
});

it('shows numbers as the monitor wrote them', () => {
  const detailsJson = '{"id":2868860079149422351,"v":5.0}';
  const { quote } = incidentMessage(openedEvent({ details: null, detailsJson }), gone);
  expect(quote).toBe('{\n  "id": 2868860079149422351,\n  "v": 5.0\n}');
});

it('shortens a long body', () => {
  const { quote } = incidentMessage(openedEvent({ details: 'x'.repeat(5000) }), gone);
  expect(quote).toBe(`${'x'.repeat(699)}…`);
});

it('does not repeat the payload of a call', () => {
  const event = openedEvent({ source: 'call', details: { message: 'On-call hotline: Call from …' } });
  expect(incidentMessage(event, gone).quote).toBeNull();
});
