import { readEvents, readOnly, shownLinks } from '../../testing/read-events.js';
import { zabbixBody, zabbixTest, zabbixUpdate } from './testing/zabbix-bodies.js';

it('reads a problem', () => {
  const body = zabbixBody();
  expect(readOnly(body)).toEqual({
    title: 'Free space is less than 3 % on db-1',
    key: 'problem 9812',
    body: JSON.stringify(body),
    severity: 'sev2',
    priority: null,
    status: 'trigger',
    links: [
      { text: 'Problem', href: 'https://zabbix.example/tr_events.php?triggerid=24011&eventid=9812' },
      { text: 'Trigger’s page', href: 'https://wiki.example/runbooks/disk' },
    ],
    warnings: [],
  });
});

it.each<[string, object, object]>([
  ['a recovery', zabbixBody({ event_value: '0' }), { status: 'resolve', key: 'problem 9812' }],
  ['an acknowledgement', zabbixUpdate('acknowledged'), { status: 'acknowledge', key: 'problem 9812' }],
  [
    'an acknowledgement with a message',
    zabbixUpdate('acknowledged, commented', { event_update_message: 'On it' }),
    { status: 'acknowledge', note: 'On it' },
  ],
  [
    'an acknowledgement of Zabbix without actions',
    zabbixUpdate('', { event_ack_status: 'Yes' }),
    { status: 'acknowledge' },
  ],
  ['an acknowledgement that is taken back', zabbixUpdate('unacknowledged'), { status: 'trigger' }],
  [
    'another severity',
    zabbixUpdate('changed severity from High to Disaster', { event_nseverity: '5' }),
    { status: 'trigger', severity: 'sev1' },
  ],
  ['a message', zabbixUpdate('commented', { event_update_message: 'Looking' }), { status: 'note', note: 'Looking' }],
])('reads %s', (_what, body, expected) => {
  expect(readOnly(body)).toMatchObject({ ...expected, warnings: [] });
});

it.each(['closed', 'suppressed', ''])('changes nothing where somebody has %s it', (action) => {
  expect(readEvents(zabbixUpdate(action))).toMatchObject({
    readAs: 'zabbix',
    events: [],
    warnings: [`event_update_action: "${action || 'updated'}" changes nothing here`],
  });
});

it.each([
  ['0', 'Not classified', null],
  ['1', 'Information', 'sev3'],
  ['2', 'Warning', 'sev3'],
  ['3', 'Average', 'sev3'],
  ['4', 'High', 'sev2'],
  ['5', 'Disaster', 'sev1'],
])('severity %s and %s', (event_nseverity, event_severity, severity) => {
  expect(readOnly(zabbixBody({ event_nseverity, event_severity: 'Renamed' }))?.severity).toBe(severity);
  expect(readOnly(zabbixBody({ event_nseverity: '', event_severity }))?.severity).toBe(severity);
});

it.each<[object, object]>([
  [
    { event_value: 1, event_nseverity: 4 },
    { status: 'trigger', severity: 'sev2', warnings: [] },
  ],
  [{ event_value: null }, { status: 'trigger', warnings: [expect.stringContaining('got null')] }],
  [{ event_value: 'x' }, { status: 'trigger', warnings: [expect.stringContaining('"x"')] }],
  [{ event_name: '' }, { title: 'Problem: Free space is less than 3 % on db-1' }],
  [{ event_name: '*UNKNOWN*', subject: '{ALERT.SUBJECT}' }, { title: 'Zabbix’s problem 9812' }],
  [{ event_name: 'db-1 is down' }, { title: 'db-1 is down' }],
  [{ event_name: ['x'], subject: null, event_date: null }, { title: 'Zabbix’s problem 9812' }],
  [{ event_id: null }, { key: null, title: 'Free space is less than 3 % on db-1' }],
  [{ event_id: '{EVENT.ID}' }, { key: null }],
  [{ event_id: 9812 }, { key: 'problem 9812' }],
  [{ event_severity: {}, event_nseverity: '9' }, { severity: null }],
  [
    { title: 'Ours?', status: 'resolved', extra: 1 },
    { title: 'Free space is less than 3 % on db-1', status: 'trigger' },
  ],
])('reads %j', (fields, expected) => {
  expect(readOnly(zabbixBody(fields))).toMatchObject(expected);
});

it('says of its test that it is one', () => {
  expect(readOnly(zabbixTest)).toMatchObject({
    title: 'A test of the media type in Zabbix',
    status: 'trigger',
    key: null,
  });
  expect(shownLinks(zabbixTest)).toEqual([]);
});
