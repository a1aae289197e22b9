import type { IntegrationType } from '@ringdown/contracts';
import { datadogBody, datadogDefaultBody } from '../senders/datadog/testing/datadog-bodies.js';
import { senders } from '../senders/index.js';
import {
  sentryComment,
  sentryInstallation,
  sentryIssue,
  sentryIssueAlert,
  sentryMetricAlert,
  sentryPlugin,
} from '../senders/sentry/testing/sentry-bodies.js';
import { kumaBody, kumaExpiry, kumaNotice } from '../senders/uptime-kuma/testing/uptime-kuma-bodies.js';
import { zabbixBody, zabbixTest, zabbixUpdate } from '../senders/zabbix/testing/zabbix-bodies.js';
import {
  alertmanagerAlert,
  alertmanagerBody,
  cloudwatchAlarm,
  grafanaBody,
  grafanaRuleBody,
  opsgenieBody,
  pagerdutyBody,
  snsBody,
  snsSubscription,
} from './sender-bodies.js';

const mixed = [alertmanagerAlert(), alertmanagerAlert({ status: 'resolved', fingerprint: 'ffff' })];

const written: Readonly<Partial<Record<IntegrationType, readonly object[]>>> = {
  alertmanager: [alertmanagerBody(), alertmanagerBody(...mixed)],
  grafana: [grafanaBody(), grafanaBody(...mixed), grafanaRuleBody(), grafanaRuleBody({ state: 'ok' })],
  pagerduty: [pagerdutyBody(), pagerdutyBody({ event_action: 'resolve' })],
  opsgenie: [opsgenieBody(), opsgenieBody('Close')],
  sns: [
    snsBody(),
    snsBody({ Message: JSON.stringify(cloudwatchAlarm({ NewStateValue: 'OK' })) }),
    snsBody({ Subject: 'Backup failed', Message: 'of db-1' }),
    snsSubscription,
  ],
  sentry: [
    sentryIssueAlert(),
    sentryIssue(),
    sentryIssue('resolved'),
    sentryMetricAlert(),
    sentryMetricAlert('resolved'),
    sentryPlugin(),
    sentryComment,
    sentryInstallation,
  ],
  datadog: [datadogBody(), datadogBody({ alert_transition: 'Recovered' }), datadogDefaultBody()],
  'uptime-kuma': [kumaBody(), kumaBody(1), kumaNotice(), kumaExpiry(7)],
  zabbix: [zabbixBody(), zabbixBody({ event_value: '0' }), zabbixUpdate('acknowledged'), zabbixTest],
};

/** Bodies of each sender that is read by itself, its samples among them. */
export const senderFixtures: readonly (readonly [type: IntegrationType, bodies: readonly object[]])[] = senders.map(
  ({ type, sample }) => [type, [...(written[type] ?? []), sample('trigger'), sample('resolve')]] as const,
);
