import { readPrometheusAlerts } from './alertmanager.js';
import { hasBoth, type Sender } from './monitor-event.js';

/** Grafana's alerting (https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/). */
export const grafana: Sender = {
  name: 'Grafana',
  isMarked: (body) => hasBoth(body, 'alerts', 'orgId'),
  read: readPrometheusAlerts,
};
