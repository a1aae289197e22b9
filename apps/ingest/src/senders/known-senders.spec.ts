import { carriedText } from '@ringdown/kernel';
import { readSent } from './read-sent.js';
import {
  alertmanagerAlert,
  alertmanagerBody,
  cloudwatchAlarm,
  grafanaBody,
  opsgenieBody,
  pagerdutyBody,
  snsBody,
  snsSubscription,
} from '../testing/sender-bodies.js';

/** Reads a body as `push-events` does. */
function pushed(sent: string | object) {
  const text = typeof sent === 'string' ? sent : JSON.stringify(sent);
  const value = JSON.parse(text) as Record<string, unknown>;
  const read = readSent({ kind: 'json', json: { text, value }, warnings: [], chars: text.length });
  return { ...read, events: read.events.map((event) => ({ ...event, body: carriedText(event.body) })) };
}
const only = (sent: string | object) => {
  const { events } = pushed(sent);
  expect(events).toHaveLength(1);
  return events[0];
};

describe.each([
  ['Alertmanager', alertmanagerBody],
  ['Grafana', grafanaBody],
])('%s', (_name, bodyOf) => {
  it('reads each alert by itself, firing and resolved mixed', () => {
    const alert = alertmanagerAlert();
    const ended = alertmanagerAlert({ fingerprint: 'ffff', status: 'resolved' });
    const { events, warnings } = pushed(bodyOf(alert, ended));
    expect(warnings).toEqual([]);
    expect(events).toEqual([
      {
        title: 'Disk of db-1 is 97 % full',
        key: '00d1f5a1c2b3e4f5',
        body: JSON.stringify(alert),
        severity: 'sev1',
        priority: null,
        status: 'trigger',
        warnings: [],
      },
      expect.objectContaining({ key: 'ffff', status: 'resolve', body: JSON.stringify(ended) }),
    ]);
  });

  it('is its own, whatever of our fields it has', () => {
    expect(only({ ...bodyOf(), title: 'ours?', status: 'resolved', body: 'x', severity: 'sev3' })).toMatchObject({
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
  ])('has a title where there is no summary: %j', (fields, title) => {
    expect(only(bodyOf(alertmanagerAlert(fields)))).toMatchObject({ title, warnings: [] });
  });

  it('is grouped by its labels, in any order, where there is no fingerprint', () => {
    const keyOf = (labels: object) => only(bodyOf(alertmanagerAlert({ fingerprint: undefined, labels })))?.key;
    expect(keyOf({ b: '2', a: '1' })).toBe(keyOf({ a: '1', b: '2' }));
    expect(keyOf({ a: '1' })).not.toBe(keyOf({ a: '2' }));
  });

  it('keeps numbers to the digit', () => {
    const text = JSON.stringify(bodyOf()).replace('"fingerprint"', '"values":{"B":2868860079149422351},"fingerprint"');
    expect(only(text)?.body).toContain('"values":{"B":2868860079149422351}');
  });

  it('passes on an alert that is none, beside those that are', () => {
    const { events, warnings } = pushed(bodyOf(alertmanagerAlert(), { labels: 'none' }));
    expect(events).toMatchObject([
      { key: '00d1f5a1c2b3e4f5' },
      {
        title: 'An event of Alertmanager that could not be read',
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
      const event = only(body);
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
    expect(only(alertmanagerBody(alertmanagerAlert({ labels: { alertname: 'x', severity } })))).toMatchObject({
      severity: expected,
      warnings: [],
    });
  });
});

describe('PagerDuty', () => {
  it('triggers, acknowledges and resolves by its key', () => {
    expect(only(pagerdutyBody())).toMatchObject({
      title: 'Disk of db-1 is full',
      key: 'disk/db-1',
      severity: 'sev2',
      status: 'trigger',
      warnings: [],
    });
    for (const status of ['acknowledge', 'resolve']) {
      const event = only({ routing_key: 'R', event_action: status, dedup_key: 'disk/db-1' });
      expect(event).toMatchObject({ key: 'disk/db-1', status, warnings: [] });
    }
  });

  it('is grouped by its summary where it has no key', () => {
    expect(only({ routing_key: 'R', event_action: 'trigger', payload: { summary: 'Short' } })).toMatchObject({
      title: 'Short',
      severity: null,
    });
    expect(only(pagerdutyBody({ dedup_key: undefined }))).toMatchObject({ title: 'Disk of db-1 is full', key: null });
  });

  it('does not show its routing key, and keeps everything else', () => {
    const { routing_key: secret, ...shown } = pagerdutyBody();
    expect(only(pagerdutyBody())?.body).toBe(JSON.stringify(shown));
    expect(JSON.stringify(shown)).not.toContain(secret);
  });

  it.each([[{ event_action: 'explode' }], [{ payload: 'x' }], [{ payload: {} }], [{ dedup_key: 7 }]])(
    'opens an incident with the raw body where it is not as it should be: %j',
    (fields) =>
      expect(only(pagerdutyBody(fields))).toMatchObject({
        key: expect.stringMatching(/^unread /) as string,
        status: 'trigger',
        warnings: [expect.any(String)],
      }),
  );
});

describe('Amazon SNS', () => {
  it.each([
    ['ALARM', 'trigger'],
    ['INSUFFICIENT_DATA', 'trigger'],
    ['OK', 'resolve'],
  ])('reads a CloudWatch alarm: %s', (NewStateValue, status) => {
    const Message = JSON.stringify(cloudwatchAlarm({ NewStateValue }));
    expect(only(snsBody({ Message }))).toMatchObject({
      title: 'db-1 CPU',
      key: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:db-1 CPU',
      body: Message,
      status,
      warnings: [],
    });
  });

  it.each([
    [{ Subject: 'Backup failed', Message: 'of db-1\nsee log' }, 'Backup failed', '"of db-1\\nsee log"'],
    [{ Subject: null, Message: '\nof db-1\nsee log' }, 'of db-1', '"\\nof db-1\\nsee log"'],
    [{ Subject: 'Event', Message: '{"id":2868860079149422351}' }, 'Event', '{"id":2868860079149422351}'],
  ])('reads any other message: %j', (fields, title, body) => {
    expect(only(snsBody(fields))).toMatchObject({ title, key: null, body, status: 'trigger', warnings: [] });
  });

  it('loses what is no text in a message that is JSON itself', () => {
    const Message = JSON.stringify(cloudwatchAlarm()).replace('"AlarmName":"', '$&\ud800');
    expect(only(snsBody({ Message }))).toMatchObject({
      title: '\ufffddb-1 CPU',
      body: expect.stringContaining('"AlarmName":"\ufffddb-1 CPU"') as string,
      warnings: [expect.stringContaining('title'), expect.stringContaining('body')],
    });
  });

  it('asks people to confirm a subscription', () => {
    const event = only(snsSubscription);
    expect(event?.title).toBe(
      'SNS subscription waits for its confirmation: arn:aws:sns:eu-central-1:123456789012:alarms',
    );
    expect(event?.warnings).toEqual([expect.stringContaining('open the SubscribeURL')]);
    expect(event?.body).toContain('"SubscribeURL":"https://sns.');
  });

  it('opens an incident with the raw body where it is not as it should be', () => {
    expect(only(snsBody({ Type: 'Other' }))).toMatchObject({
      title: 'An event of Amazon SNS that could not be read',
      warnings: [expect.stringContaining('Type: choose')],
    });
    expect(only(snsBody({ Message: `${'['.repeat(20_000)}${']'.repeat(20_000)}` }))?.status).toBe('trigger');
  });
});

describe('Opsgenie', () => {
  it.each([
    ['Create', 'trigger'],
    ['Acknowledge', 'acknowledge'],
    ['Close', 'resolve'],
  ])('%s means %s, by its alias', (action, status) => {
    expect(only(opsgenieBody(action))).toMatchObject({
      title: 'Disk of db-1 is full',
      key: 'disk-db-1',
      severity: null,
      priority: 'p2',
      status,
      warnings: [],
    });
  });

  it('keeps the alert to the digit, and takes a bare number for a priority', () => {
    const text = JSON.stringify(opsgenieBody())
      .replace('"P2"', '3')
      .replace('1767603600000,"u', '1767603600000000110,"u');
    expect(only(text)).toMatchObject({
      priority: 'p3',
      body: expect.stringContaining('1767603600000000110') as string,
    });
  });

  it('goes by the alert’s id where it has no alias', () => {
    expect(only(opsgenieBody('Create', { alias: undefined }))?.key).toContain('8418d193');
  });

  it.each(['AddNote', 'AddTags', 'EscalateNext', 'UpdatePriority'])('is no alert where somebody does %s', (action) => {
    expect(pushed(opsgenieBody(action))).toEqual({
      readAs: 'opsgenie',
      events: [],
      warnings: [`action: "${action}" changes nothing here`],
    });
  });

  it('triggers with a warning for an action that nobody knows', () => {
    expect(only(opsgenieBody('Explode'))).toMatchObject({
      status: 'trigger',
      warnings: [expect.stringContaining('Explode')],
    });
  });

  it('opens an incident with the raw body where it is not as it should be', () => {
    expect(only({ action: 1, alert: [] })).toMatchObject({ body: '{"action":1,"alert":[]}', status: 'trigger' });
  });
});
