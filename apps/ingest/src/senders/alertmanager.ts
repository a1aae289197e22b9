import { readPrometheusAlerts } from './prometheus-alerts.js';
import { has, type Sender } from './sender.js';

/** Prometheus Alertmanager's webhook receiver, version 4 of its body. */
export const alertmanager: Sender = {
  name: 'Alertmanager',
  isMarked: (body) => has(body, 'alerts', 'groupKey'),
  read: readPrometheusAlerts,
};
