/** Bodies of Sentry, made after https://docs.sentry.io/organization/integrations/integration-platform/webhooks/ */

const hook = (action: string, data: object) => ({
  action,
  actor: { id: 'sentry', name: 'Sentry', type: 'application' },
  data,
  installation: { uuid: '0f0e0d0c-0000-4000-8000-000000000001' },
});

export const sentryEvent = (fields: object = {}) => ({
  event_id: '0123456789abcdef0123456789abcdef',
  issue_id: '4507',
  issue_url: 'https://sentry.example/api/0/issues/4507/',
  url: 'https://sentry.example/api/0/projects/acme/shop/events/0123456789abcdef0123456789abcdef/',
  web_url: 'https://sentry.example/organizations/acme/issues/4507/events/0123456789abcdef0123456789abcdef/',
  title: 'TypeError: cart is undefined',
  message: '',
  culprit: 'checkout.js in pay',
  level: 'error',
  metadata: { type: 'TypeError', value: 'cart is undefined', filename: 'checkout.js' },
  tags: [['browser', 'Firefox 140']],
  timestamp: 1767603600.123,
  ...fields,
});

/** `event_alert` */
export const sentryIssueAlert = (event: object = {}) =>
  hook('triggered', {
    event: sentryEvent(event),
    triggered_rule: 'Shop: new errors',
    issue_alert: { title: 'Shop: new errors', settings: [] },
  });

/** `issue` */
export const sentryIssue = (action = 'created', issue: object = {}) =>
  hook(action, {
    issue: {
      id: '4507',
      shortId: 'SHOP-9',
      title: 'TypeError: cart is undefined',
      culprit: 'checkout.js in pay',
      level: 'error',
      status: action === 'resolved' ? 'resolved' : 'unresolved',
      substatus: 'new',
      metadata: { type: 'TypeError', value: 'cart is undefined' },
      permalink: null,
      web_url: 'https://sentry.example/organizations/acme/issues/4507/',
      count: '3',
      ...issue,
    },
  });

/** `metric_alert` */
export const sentryMetricAlert = (action = 'critical', alert: object = {}) =>
  hook(action, {
    metric_alert: {
      id: '31',
      identifier: '12',
      title: 'Sleepy Badger',
      status: action === 'resolved' ? 2 : 20,
      date_closed: null,
      alert_rule: { id: '7', name: 'Too many failed payments', query: 'level:error', triggers: [] },
      ...alert,
    },
    description_title: 'Critical: Too many failed payments',
    description_text: '120 events in the last 5 minutes',
    web_url: 'https://sentry.example/organizations/acme/alerts/12/',
  });

/** `comment` */
export const sentryComment = hook('created', {
  comment: 'Looking',
  comment_id: 5,
  issue_id: 4507,
  project_slug: 'shop',
});
/** `installation` */
export const sentryInstallation = hook('created', {
  installation: { status: 'installed', uuid: '0f0e', app: { slug: 'ringdown' } },
});

/** The older plugin “WebHooks”. */
export const sentryPlugin = (fields: object = {}) => ({
  id: '4507',
  project: 'shop',
  project_name: 'Shop',
  project_slug: 'shop',
  logger: null,
  level: 'warning',
  culprit: 'checkout.js in pay',
  message: 'cart is undefined',
  url: 'https://sentry.example/acme/shop/issues/4507/',
  triggering_rules: ['New errors'],
  event: { event_id: '0123456789abcdef0123456789abcdef', title: 'TypeError: cart is undefined', level: 'warning' },
  ...fields,
});
