import type { IntegrationType } from '@ringdown/contracts';

interface TypeWords {
  readonly name: string;
  readonly about: string;
}

/** What monitors are called, the commonest first, and what each choice is for. */
export const integrationTypeWords: Readonly<Record<IntegrationType, TypeWords>> = {
  alertmanager: { name: 'Prometheus Alertmanager', about: 'The alerts of Prometheus, Mimir or Loki' },
  grafana: { name: 'Grafana', about: 'Grafana Alerting, by a contact point' },
  pagerduty: { name: 'PagerDuty client', about: 'Whatever sends to the Events API of PagerDuty' },
  opsgenie: { name: 'Opsgenie client', about: 'Whatever sends to the Alert API of Opsgenie' },
  sns: { name: 'Amazon SNS / CloudWatch', about: 'CloudWatch alarms, and what else a topic publishes' },
  sentry: { name: 'Sentry', about: 'Issues and alerts of Sentry' },
  datadog: { name: 'Datadog', about: 'Monitors of Datadog' },
  'uptime-kuma': { name: 'Uptime Kuma', about: 'Checks of Uptime Kuma' },
  zabbix: { name: 'Zabbix', about: 'Problems that Zabbix finds' },
  email: { name: 'E-mail', about: 'Whatever can do no more than send a mail' },
  heartbeat: { name: 'Heartbeat', about: 'A job that reports; an incident opens when it does not' },
  custom: {
    name: 'Anything else (by a template)',
    about: 'You say what in the body is the title, the severity and so on',
  },
  webhook: { name: 'Webhook (our own format)', about: 'Your own scripts, and what can send our JSON' },
};

const isKnown = (type: string): type is IntegrationType => Object.hasOwn(integrationTypeWords, type);

/** What an earlier version took besides is read as our own format. */
export const knownType = (type: string): IntegrationType => (isKnown(type) ? type : 'webhook');

export const typeName = (type: string): string => integrationTypeWords[knownType(type)].name;

export const typeChoices = Object.entries(integrationTypeWords).map(([value, { name }]) => ({ value, label: name }));
