/** What the payload of docs/monitors/datadog.md becomes, after https://docs.datadoghq.com/integrations/webhooks/ */
export const datadogBody = (fields: object = {}) => ({
  alert_id: '1234',
  alert_title: '[P2] [Triggered on {host:db-1}] Disk is almost full',
  alert_transition: 'Triggered',
  alert_type: 'error',
  alert_priority: 'P2',
  alert_scope: 'host:db-1,device:sda',
  alert_status: 'system.disk.in_use over host:db-1 was > 0.97 at least once during the last 5m',
  alert_metric: 'system.disk.in_use',
  alert_query: 'max(last_5m):max:system.disk.in_use{*} by {host} > 0.97',
  alert_cycle_key: '8764251096',
  aggreg_key: '9bd4ac313a4d1e8fae2482df7b77628',
  event_title: '[Triggered on {host:db-1}] Disk is almost full',
  event_message: 'Less than 3 % are left. @webhook-ringdown',
  hostname: 'db-1',
  tags: 'env:prod,host:db-1,team:storage',
  link: 'https://app.datadoghq.com/event/event?id=42',
  snapshot: 'https://p.datadoghq.com/snapshot/view/42.png',
  date: '1767603600000',
  org_name: 'Acme',
  ...fields,
});

/** What it sends where nobody wrote a payload. */
export const datadogDefaultBody = (fields: object = {}) => ({
  body: 'Less than 3 % are left.',
  last_updated: '1767603600000',
  event_type: 'query_alert_monitor',
  title: '[Triggered on {host:db-1}] Disk is almost full',
  date: '1767603600000',
  org: { id: '7', name: 'Acme' },
  id: '6000000000000000001',
  ...fields,
});
