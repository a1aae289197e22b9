import { readPrometheusAlerts, samplePrometheusAlert } from '../alertmanager/alertmanager.js';
import { hasBoth, type Sender } from '../monitor-event.js';
import { isRuleNotification, readRuleNotification } from './rule-notification.js';

/**
 * Grafana's alerting (https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/),
 * and the one that it had up to version 10.
 */
export const grafana: Sender = {
  type: 'grafana',
  name: 'Grafana',
  isMarked: (body) => hasBoth(body, 'alerts', 'orgId') || isRuleNotification(body),
  read: (sent) => (isRuleNotification(sent.value) ? readRuleNotification(sent) : readPrometheusAlerts(sent, 'Grafana')),
  sample: (status) => ({
    receiver: 'ringdown',
    status: status === 'resolve' ? 'resolved' : 'firing',
    orgId: 1,
    alerts: [{ ...samplePrometheusAlert(status), values: { A: 1 }, dashboardURL: '', panelURL: '' }],
    groupLabels: { alertname: 'RingdownTest' },
    commonLabels: { alertname: 'RingdownTest' },
    commonAnnotations: {},
    externalURL: 'https://grafana.example/',
    version: '1',
    groupKey: '{}:{alertname="RingdownTest"}',
    title: '[FIRING:1] RingdownTest',
    state: status === 'resolve' ? 'ok' : 'alerting',
  }),
};
