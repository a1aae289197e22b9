import { readEvents, readOnly, shownLinks } from '../../testing/read-events.js';
import { alertmanagerAlert, alertmanagerBody, grafanaBody } from '../../testing/sender-bodies.js';

describe.each([
  ['Alertmanager', alertmanagerBody],
  ['Grafana', grafanaBody],
])('%s', (name, bodyOf) => {
  it('reads each alert by itself, firing and resolved mixed', () => {
    const alert = alertmanagerAlert();
    const ended = alertmanagerAlert({ fingerprint: 'ffff', status: 'resolved' });
    const { events, warnings } = readEvents(bodyOf(alert, ended));
    expect(warnings).toEqual([]);
    expect(events).toEqual([
      {
        title: 'Disk of db-1 is 97 % full',
        key: '00d1f5a1c2b3e4f5',
        body: JSON.stringify(alert),
        severity: 'sev1',
        priority: null,
        status: 'trigger',
        links: [{ text: name, href: 'http://alertmanager.example:9093/' }],
        warnings: [],
      },
      expect.objectContaining({ key: 'ffff', status: 'resolve', body: JSON.stringify(ended) }),
    ]);
  });

  it('is its own, whatever of our fields it has', () => {
    expect(readOnly({ ...bodyOf(), title: 'ours?', status: 'resolved', body: 'x', severity: 'sev3' })).toMatchObject({
      title: 'Disk of db-1 is 97 % full',
      status: 'trigger',
      severity: 'sev1',
    });
  });

  it.each([
    [{ annotations: { summary: ' ' } }, 'HostDiskFull on db-1:9100'],
    [{ annotations: undefined }, 'HostDiskFull on db-1:9100'],
    [{ annotations: {}, labels: { alertname: 'Watchdog' } }, 'Watchdog'],
    [{ annotations: { description: 'Something' }, labels: {} }, 'Something'],
    [{ annotations: null, labels: {} }, 'An alert without a name'],
    [
      { annotations: { summary: {} }, labels: { alertname: ['x'], instance: 'db-1' } },
      'An alert without a name on db-1',
    ],
  ])('has a title where there is no summary: %j', (fields, title) => {
    expect(readOnly(bodyOf(alertmanagerAlert(fields)))).toMatchObject({ title, warnings: [] });
  });

  it('is grouped by its labels, in any order, where there is no fingerprint', () => {
    const keyOf = (labels: object) => readOnly(bodyOf(alertmanagerAlert({ fingerprint: undefined, labels })))?.key;
    expect(keyOf({ b: '2', a: '1' })).toBe(keyOf({ a: '1', b: '2' }));
    expect(keyOf({ a: '1' })).not.toBe(keyOf({ a: '2' }));
  });

  it.each<[object, object]>([
    [{ status: 'resolved' }, { status: 'resolve', warnings: [] }],
    [{ status: undefined }, { status: 'trigger', warnings: [] }],
    [
      { status: null, endsAt: null, startsAt: null },
      { status: 'trigger', warnings: [] },
    ],
    [{ status: '' }, { status: 'trigger', warnings: [] }],
    [{ status: 'odd' }, { status: 'trigger', warnings: [expect.stringContaining('"odd"')] }],
    [{ fingerprint: null }, { status: 'trigger', warnings: [] }],
    [{ fingerprint: 7 }, { key: expect.stringMatching(/^unread /) as string }],
    [{ labels: { alertname: 'x', priority: 'P2' } }, { priority: 'p2', severity: null }],
    [
      { extra: { a: 1 }, title: 'foreign' },
      { title: 'Disk of db-1 is 97 % full', warnings: [] },
    ],
  ])('reads %j', (fields, expected) => {
    expect(readOnly(bodyOf(alertmanagerAlert(fields)))).toMatchObject(expected);
  });

  it('takes the status of the group where an alert has none', () => {
    expect(readOnly({ ...bodyOf(alertmanagerAlert({ status: undefined })), status: 'resolved' })?.status).toBe(
      'resolve',
    );
  });

  it('has the pages of an alert as links', () => {
    const pages = {
      annotations: { summary: 'x', runbook_url: 'https://wiki.example/disk' },
      dashboardURL: 'https://g.example/d/1',
      panelURL: 'https://g.example/d/1?viewPanel=2',
      silenceURL: 'https://g.example/silence',
      imageURL: 'https://g.example/image.png',
    };
    const shown = shownLinks(bodyOf(alertmanagerAlert(pages)));
    expect(shown.toSorted()).toEqual([
      'http://alertmanager.example:9093/',
      'http://prometheus.example:9090/graph?g0.expr=disk',
      'https://g.example/d/1',
      'https://g.example/d/1?viewPanel=2',
      'https://g.example/image.png',
      'https://g.example/silence',
      'https://wiki.example/disk',
    ]);
    expect(
      shownLinks({ ...bodyOf(alertmanagerAlert({ generatorURL: '', imageURL: 'file:///x' })), externalURL: null }),
    ).toEqual([]);
  });

  it('keeps numbers to the digit', () => {
    const text = JSON.stringify(bodyOf()).replace('"fingerprint"', '"values":{"B":2868860079149422351},"fingerprint"');
    expect(readOnly(text)?.body).toContain('"values":{"B":2868860079149422351}');
  });

  it('passes on an alert that is none, beside those that are', () => {
    const { events, warnings } = readEvents(bodyOf(alertmanagerAlert(), { labels: 'none' }));
    expect(events).toMatchObject([
      { key: '00d1f5a1c2b3e4f5' },
      {
        title: `An event of ${name} that could not be read`,
        key: expect.stringMatching(/^unread /) as string,
        body: '{"labels":"none"}',
      },
    ]);
    expect(warnings).toEqual([expect.stringContaining('could not be read')]);
    expect(events.map((event) => event.warnings.length)).toEqual([0, 1]);
  });

  it.each([[[]], [{}], ['none'], [null], [Array.from({ length: 2001 }, () => ({}))]])(
    'opens one incident with the raw body where it has no alerts: %j',
    (alerts) => {
      const body = { ...bodyOf(), title: 'Ours', alerts };
      const event = readOnly(body);
      expect(event).toMatchObject({ title: 'Ours', key: null, body: JSON.stringify(body), status: 'trigger' });
      expect(event?.warnings).toEqual([expect.stringContaining('could not be read')]);
    },
  );
});

describe('severity', () => {
  it.each<[string, string | null]>([
    ...['critical', 'fatal', 'emergency', 'disaster', 'p1', 'P1', 'Critical'].map((word): [string, string] => [
      word,
      'sev1',
    ]),
    ...['error', 'high', 'major'].map((word): [string, string] => [word, 'sev2']),
    ...['warning', 'average', 'minor', 'medium', 'low', 'info', 'sev3'].map((word): [string, string] => [word, 'sev3']),
    ['page', null],
    ['none', null],
  ])('%s is %s', (severity, expected) => {
    expect(readOnly(alertmanagerBody(alertmanagerAlert({ labels: { alertname: 'x', severity } })))).toMatchObject({
      severity: expected,
      warnings: [],
    });
  });
});
