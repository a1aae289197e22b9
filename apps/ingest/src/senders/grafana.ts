import { readPrometheusAlerts } from './prometheus-alerts.js';
import { has, type Sender } from './sender.js';

/** Grafana's alerting (https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/). */
export const grafana: Sender = {
  name: 'Grafana',
  isMarked: (body) => has(body, 'alerts', 'orgId'),
  read: readPrometheusAlerts,
};
