import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOnly, shownLinks } from '../../testing/read-events.js';
import { datadogBody, datadogDefaultBody } from './testing/datadog-bodies.js';

it('reads the payload that is published', () => {
  const body = datadogBody();
  expect(readOnly(body)).toEqual({
    title: 'Disk is almost full on db-1',
    key: 'monitor 1234 host:db-1,device:sda',
    body: JSON.stringify(body),
    severity: 'sev2',
    priority: 'p2',
    status: 'trigger',
    links: [{ text: 'Graph', href: 'https://p.datadoghq.com/snapshot/view/42.png' }],
    warnings: [],
  });
  expect(shownLinks(body)).toContain('https://app.datadoghq.com/event/event?id=42');
});

it('is what the published payload becomes', () => {
  const page = readFileSync(join(__dirname, '../../../../../docs/monitors/datadog.md'), 'utf8');
  const payload = JSON.parse(/^```json\n([^`]*)^```$/m.exec(page)?.[1] ?? '') as Record<string, string>;
  expect(Object.keys(payload)).toEqual(Object.keys(datadogBody()));
  for (const variable of Object.values(payload)) expect(variable).toMatch(/^\$[A-Z_]+$/);
  // all of them unexpanded: nothing is made up
  expect(readOnly(payload)).toMatchObject({ key: expect.stringMatching(/^unread /) as string, severity: null });
});

it.each([
  ['Triggered', 'trigger', 'sev2'],
  ['Re-Triggered', 'trigger', 'sev2'],
  ['No Data', 'trigger', 'sev2'],
  ['Re-No Data', 'trigger', 'sev2'],
  ['Warn', 'trigger', 'sev3'],
  ['Re-Warn', 'trigger', 'sev3'],
  ['Renotify', 'trigger', 'sev2'],
  ['Recovered', 'resolve', 'sev2'],
  ['recovered', 'resolve', 'sev2'],
])('%s means %s', (alert_transition, status, severity) => {
  expect(readOnly(datadogBody({ alert_transition }))).toMatchObject({
    status,
    severity,
    key: 'monitor 1234 host:db-1,device:sda',
    warnings: [],
  });
});

it.each<[object, object]>([
  [{ alert_transition: 'Odd' }, { status: 'trigger', warnings: [expect.stringContaining('"Odd"')] }],
  [{ alert_transition: '$ALERT_TRANSITION' }, { status: 'trigger', warnings: [] }],
  [
    { alert_transition: 'null', alert_type: 'success', event_title: 'x' },
    { status: 'resolve', warnings: [] },
  ],
  [
    { alert_transition: null, event_title: '[Recovered on {host:db-1}] Disk' },
    { status: 'resolve', warnings: [] },
  ],
  [{ alert_transition: 7 }, { status: 'trigger' }],
  [{ alert_scope: '$ALERT_SCOPE' }, { key: 'monitor 1234 9bd4ac313a4d1e8fae2482df7b77628' }],
  [{ alert_scope: '', aggreg_key: '' }, { key: 'monitor 1234' }],
  [{ alert_id: '$ALERT_ID' }, { key: '9bd4ac313a4d1e8fae2482df7b77628' }],
  [{ alert_id: null, aggreg_key: null }, { key: '8764251096' }],
  [{ alert_id: 1234 }, { key: 'monitor 1234 host:db-1,device:sda' }],
  [{ alert_title: '$ALERT_TITLE', hostname: '$HOSTNAME' }, { title: 'Disk is almost full' }],
  [{ alert_title: '', event_title: '', hostname: '' }, { title: 'Less than 3 % are left. @webhook-ringdown' }],
  [{ alert_title: {}, event_title: [], event_message: null, hostname: 7 }, { title: 'Datadog’s monitor 1234' }],
  [{ alert_title: '[Triggered] [Memory Alert]' }, { title: 'Memory Alert on db-1' }],
  [{ alert_title: 'db-1 is down' }, { title: 'db-1 is down' }],
  [
    { alert_type: null, alert_priority: 'normal' },
    { severity: null, priority: null, warnings: [] },
  ],
  [{ tags: 'team:a, severity:critical' }, { severity: 'sev1' }],
  [{ tags: ['severity:critical'], date: null }, { severity: 'sev2' }],
  [
    { title: 'Ours?', status: 'resolved', extra: {} },
    { title: 'Disk is almost full on db-1', status: 'trigger' },
  ],
])('reads %j', (fields, expected) => {
  expect(readOnly(datadogBody(fields))).toMatchObject(expected);
});

it('reads what Datadog sends by itself, grouped by its title', () => {
  const [fires, ends] = ['Triggered', 'Recovered'].map((state) =>
    readOnly(datadogDefaultBody({ title: `[${state} on {host:db-1}] Disk is almost full` })),
  );
  expect(fires).toMatchObject({
    title: 'Disk is almost full on host:db-1',
    key: null,
    status: 'trigger',
    warnings: [],
  });
  expect(ends).toMatchObject({ title: fires?.title, key: null, status: 'resolve' });
  expect(readOnly(datadogDefaultBody({ title: '[P1] [Warn on {host:db-1}] Disk' }))?.title).toBe('Disk on host:db-1');
});

it('opens an incident with the raw body where it says nothing', () => {
  const body = datadogDefaultBody({ title: '$EVENT_TITLE', body: '' });
  expect(readOnly(body)).toMatchObject({
    body: JSON.stringify(body),
    warnings: [expect.stringContaining('could not be read')],
  });
});
