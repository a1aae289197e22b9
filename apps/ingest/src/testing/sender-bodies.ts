/** Bodies of known senders, made after their documentation. */

export const alertmanagerAlert = (fields: object = {}) => ({
  status: 'firing',
  labels: { alertname: 'HostDiskFull', instance: 'db-1:9100', severity: 'critical', team: 'storage' },
  annotations: { summary: 'Disk of db-1 is 97 % full', description: 'Less than 3 % are left.' },
  startsAt: '2026-01-05T09:00:00.123456789Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus.example:9090/graph?g0.expr=disk',
  fingerprint: '00d1f5a1c2b3e4f5',
  ...fields,
});

export const alertmanagerBody = (...alerts: object[]) => ({
  version: '4',
  groupKey: '{}:{alertname="HostDiskFull"}',
  truncatedAlerts: 0,
  status: 'firing',
  receiver: 'ringdown',
  groupLabels: { alertname: 'HostDiskFull' },
  commonLabels: { alertname: 'HostDiskFull' },
  commonAnnotations: {},
  externalURL: 'http://alertmanager.example:9093',
  alerts: alerts.length > 0 ? alerts : [alertmanagerAlert()],
});

export const grafanaBody = (...alerts: object[]) => ({
  ...alertmanagerBody(...alerts),
  version: '1',
  orgId: 1,
  title: '[FIRING:1] HostDiskFull (db-1)',
  state: 'alerting',
  message: '**Firing**\n\nValue: B=97',
});

export const pagerdutyBody = (fields: object = {}) => ({
  routing_key: 'R0UT1NGKEY',
  event_action: 'trigger',
  dedup_key: 'disk/db-1',
  payload: {
    summary: 'Disk of db-1 is full',
    source: 'db-1',
    severity: 'error',
    custom_details: { used: 0.97 },
  },
  links: [{ href: 'https://monitor.example/42', text: 'Graph' }],
  ...fields,
});

export const cloudwatchAlarm = (fields: object = {}) => ({
  AlarmName: 'db-1 CPU',
  AlarmDescription: 'CPU above 90 %',
  AWSAccountId: '123456789012',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold Crossed: 1 datapoint [97.0] was greater than the threshold (90.0).',
  StateChangeTime: '2026-01-05T09:00:00.000+0000',
  Region: 'EU (Frankfurt)',
  AlarmArn: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:db-1 CPU',
  OldStateValue: 'OK',
  Trigger: { MetricName: 'CPUUtilization', Threshold: 90 },
  ...fields,
});

export const snsBody = (fields: object = {}) => ({
  Type: 'Notification',
  MessageId: '0a1b2c3d-0000-1111-2222-333344445555',
  TopicArn: 'arn:aws:sns:eu-central-1:123456789012:alarms',
  Subject: 'ALARM: "db-1 CPU" in EU (Frankfurt)',
  Message: JSON.stringify(cloudwatchAlarm()),
  Timestamp: '2026-01-05T09:00:00.123Z',
  SignatureVersion: '1',
  Signature: 'c2lnbmF0dXJl',
  SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService.pem',
  ...fields,
});

export const snsSubscription = {
  ...snsBody({ Type: 'SubscriptionConfirmation', Message: 'You have chosen to subscribe to the topic.' }),
  Token: '0123456789abcdef',
  SubscribeURL: 'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=0123456789abcdef',
};

export const opsgenieBody = (action = 'Create', alert: object = {}) => ({
  action,
  alert: {
    alertId: '8418d193-2dab-4490-b331-8c02cdd196b7-1767603600000',
    message: 'Disk of db-1 is full',
    tags: ['disk'],
    tinyId: '42',
    alias: 'disk-db-1',
    createdAt: 1767603600000,
    updatedAt: 1767603600000,
    username: 'monitor',
    priority: 'P2',
    ...alert,
  },
  integrationName: 'Ringdown',
  source: { name: 'monitor', type: 'API' },
});

/** Of the alerting that Grafana had up to version 10. */
export const grafanaRuleBody = (fields: object = {}) => ({
  dashboardId: 1,
  evalMatches: [{ value: 97, metric: 'db-1', tags: { host: 'db-1' } }],
  imageUrl: 'https://images.example/panel-2.png',
  message: 'Less than 3 % are left.',
  orgId: 1,
  panelId: 2,
  ruleId: 58,
  ruleName: 'Disk of db-1 is full',
  ruleUrl: 'https://grafana.example/d/hZ7BuVbWz/disks?tab=alert&panelId=2&orgId=1',
  state: 'alerting',
  tags: { severity: 'critical' },
  title: '[Alerting] Disk of db-1 is full',
  ...fields,
});
