import { readEvents, readOnly, shownLinks } from '../../testing/read-events.js';
import {
  sentryComment,
  sentryEvent,
  sentryInstallation,
  sentryIssue,
  sentryIssueAlert,
  sentryMetricAlert,
  sentryPlugin,
} from './testing/sentry-bodies.js';

const title = 'TypeError: cart is undefined';

it.each<[string, object, object]>([
  ['an alert on an issue', sentryIssueAlert(), { title, key: 'issue 4507', severity: 'sev2', status: 'trigger' }],
  ['a new issue', sentryIssue(), { title, key: 'issue 4507', severity: 'sev2', status: 'trigger' }],
  ['one that is back', sentryIssue('unresolved'), { title, key: 'issue 4507', status: 'trigger' }],
  ['one that is over', sentryIssue('resolved'), { title, key: 'issue 4507', status: 'resolve' }],
  ['an activity', sentryIssue('triggered', { status: 'unresolved' }), { key: 'issue 4507', status: 'trigger' }],
  ['the activity that it is over', sentryIssue('triggered', { status: 'resolved' }), { status: 'resolve' }],
  [
    'a metric that is critical',
    sentryMetricAlert(),
    { title: 'Too many failed payments', key: 'metric alert 31', severity: 'sev1', status: 'trigger' },
  ],
  [
    'a metric that warns',
    sentryMetricAlert('warning'),
    { key: 'metric alert 31', severity: 'sev3', status: 'trigger' },
  ],
  [
    'a metric that is well',
    sentryMetricAlert('resolved'),
    { key: 'metric alert 31', severity: null, status: 'resolve' },
  ],
  ['the older plugin', sentryPlugin(), { title, key: 'issue 4507', severity: 'sev3', status: 'trigger' }],
])('reads %s', (_what, body, expected) => {
  expect(readOnly(body)).toMatchObject({ ...expected, priority: null, body: JSON.stringify(body), warnings: [] });
});

it.each<[object, string]>([
  [sentryIssue('assigned'), '"assigned"'],
  [sentryIssue('archived'), '"archived"'],
  [sentryIssue('triggered', { status: 'ignored' }), '"triggered"'],
  [sentryComment, '"created"'],
  [sentryInstallation, '"created"'],
])('is no alert: %j', (body, action) => {
  const { readAs, events, warnings } = readEvents(body);
  expect([readAs, events, warnings]).toEqual(['sentry', [], [`Sentry’s event (${action}) changes nothing here`]]);
});

it('goes by Sentry’s header where the body does not say what it is', () => {
  const body = { action: 'created', data: { seer: {} }, installation: {} };
  expect(readEvents(body, 'sentry', { 'sentry-hook-resource': 'seer' })).toMatchObject({
    events: [],
    warnings: ['Sentry’s event ("seer", "created") changes nothing here'],
  });
  for (const headers of [{}, { 'sentry-hook-resource': 'issue' }]) {
    expect(readOnly(body, 'sentry', headers as Record<string, string>)).toMatchObject({
      title: 'An event of Sentry that could not be read',
      warnings: [expect.stringContaining('none of event, issue and metric_alert')],
    });
  }
});

it.each<[object, object]>([
  [sentryIssueAlert({ title: '' }), { title, warnings: [] }],
  [sentryIssueAlert({ title: null, metadata: null, message: 'Boom\n' }), { title: 'Boom' }],
  [sentryIssueAlert({ title: 7, metadata: 'x' }), { title: '7' }],
  [sentryIssueAlert({ title: {}, metadata: {}, culprit: '' }), { title: 'Shop: new errors' }],
  [sentryIssueAlert({ issue_id: undefined }), { key: 'issue 4507' }],
  [sentryIssueAlert({ issue_id: '', issue_url: null, timestamp: null }), { key: null, title }],
  [sentryIssueAlert({ level: 'fatal', title: 'x', extra: [] }), { severity: 'sev1' }],
  [sentryIssueAlert({ level: ['error'] }), { severity: null }],
  [sentryIssue('explode'), { status: 'trigger', warnings: [expect.stringContaining('"explode"')] }],
  [sentryIssue('created', { title: null, metadata: null, culprit: ' ' }), { title: 'SHOP-9' }],
  [sentryIssue('created', { id: 4507, firstSeen: null }), { key: 'issue 4507' }],
  [sentryMetricAlert('critical', { alert_rule: null }), { title: 'Too many failed payments' }],
  [
    sentryMetricAlert('odd', { id: null }),
    { key: null, status: 'trigger', warnings: [expect.stringContaining('"odd"')] },
  ],
  [sentryPlugin({ event: null }), { title: 'cart is undefined', key: 'issue 4507' }],
  [sentryPlugin({ id: '', message: '', event: {} }), { title: 'checkout.js in pay', key: 'issue 4507' }],
  [
    { ...sentryIssueAlert(), title: 'Ours?', status: 'resolved' },
    { title, status: 'trigger' },
  ],
  [
    { action: 7, data: {}, installation: {} },
    { title: 'An event of Sentry that could not be read', status: 'trigger' },
  ],
  [{ action: 'created', data: null, installation: {} }, { title: 'An event of Sentry that could not be read' }],
])('reads %j', (body, expected) => {
  expect(readOnly(body)).toMatchObject(expected);
});

it('shows Sentry’s pages, and none of its API', () => {
  const page = 'https://sentry.example/organizations/acme/issues/4507/';
  expect(shownLinks(sentryIssueAlert())).toEqual([sentryEvent().web_url]);
  expect(shownLinks(sentryIssue('created', { web_url: undefined, permalink: page }))).toContain(page);
  expect(shownLinks(sentryIssue())).toEqual([page]);
  expect(shownLinks(sentryMetricAlert())).toEqual(['https://sentry.example/organizations/acme/alerts/12/']);
  expect(shownLinks(sentryPlugin())).toEqual(['https://sentry.example/acme/shop/issues/4507/']);
});
