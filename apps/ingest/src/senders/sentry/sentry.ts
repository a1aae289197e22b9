import { z } from 'zod';
import { carriedBody, hasBoth, readTitle, type Sender, type SentHeaders } from '../monitor-event.js';
import { linksOf, type NamedPage } from '../pages.js';
import {
  type AlertStatus,
  firstText,
  isObject,
  type Members,
  normal,
  quoted,
  severityOf,
  textOf,
  toStorableText,
} from '../words.js';

/** What a body says of an alert; `status` is null where it stays as it is. */
interface Report {
  readonly title: string;
  readonly key: string;
  readonly level: unknown;
  readonly status: AlertStatus | null | undefined;
  readonly pages: readonly NamedPage[];
}

/** https://docs.sentry.io/organization/integrations/integration-platform/webhooks/ */
const hook = z.object({ action: z.string(), data: z.record(z.string(), z.unknown()) });

/** Sentry's integrations (alerts on issues and metrics, issues themselves) and its older plugin “WebHooks”. */
export const sentry: Sender = {
  type: 'sentry',
  name: 'Sentry',
  isMarked: (body) => (hasBoth(body, 'action', 'installation') && Object.hasOwn(body, 'data')) || isOfPlugin(body),
  read({ text, value }, headers) {
    const warnings: string[] = [];
    const report = isOfPlugin(value) ? reportOfPlugin(value) : reportOf(hook.parse(value), headers);
    if (report === null || report.status === null) {
      const what = [headers['sentry-hook-resource'], value.action].filter((word) => textOf(word) !== '').map(quoted);
      return { events: [], warnings: [`Sentry’s event (${what.join(', ')}) changes nothing here`] };
    }
    const { title, key, level, status, pages } = report;
    if (!status) warnings.push(`action: expected one of Sentry’s, got ${quoted(value.action)}; it triggers`);
    return {
      events: [
        {
          title: readTitle(title, warnings),
          key: toStorableText(key) || null,
          body: carriedBody(text, value, warnings),
          severity: severityOf(level),
          priority: null,
          status: status ?? 'trigger',
          ...linksOf(pages),
          warnings,
        },
      ],
    };
  },
  sample: (status) => ({
    action: status === 'resolve' ? 'resolved' : 'unresolved',
    actor: { id: 'sentry', name: 'Sentry', type: 'application' },
    data: {
      issue: {
        id: '1',
        title: 'Test of Ringdown: nothing is wrong',
        level: 'warning',
        status: status === 'resolve' ? 'resolved' : 'unresolved',
        web_url: 'https://sentry.example/issues/1/',
      },
    },
    installation: { uuid: '00000000-0000-4000-8000-000000000000' },
  }),
};

const alerting = ['event_alert', 'issue', 'activity_alert', 'metric_alert'];
/** What else Sentry reports: that it was installed, comments, single errors. */
const reportsNoAlert = ['installation', 'comment', 'error'];

/** Null for what is no alert. @throws Error for an alert that says of nothing. */
function reportOf({ action, data }: z.output<typeof hook>, headers: SentHeaders): Report | null {
  if (isObject(data.metric_alert)) return reportOfMetric(normal(action), data.metric_alert, data);
  if (isObject(data.event)) return reportOfEvent(data.event, data);
  if (isObject(data.issue)) return reportOfIssue(normal(action), data.issue);
  const resource = normal(headers['sentry-hook-resource']);
  const isNone =
    resource === '' ? reportsNoAlert.some((name) => Object.hasOwn(data, name)) : !alerting.includes(resource);
  if (isNone) return null;
  throw new Error('data has none of event, issue and metric_alert');
}

const keyOf = (kind: string, id: unknown): string => (textOf(id) === '' ? '' : `${kind} ${textOf(id)}`);

const nameOf = ({ title, metadata, message, culprit }: Members): string => {
  const { type, value } = isObject(metadata) ? metadata : {};
  const said = [type, value].map(textOf).filter((text) => text !== '');
  return firstText(title, said.join(': '), message, culprit);
};

/** An alert on an issue; it reports an event of that issue. */
function reportOfEvent(event: Members, data: Members): Report {
  const issueId = firstText(event.issue_id, /\/issues\/(\d+)/.exec(textOf(event.issue_url))?.[1]);
  return {
    title: nameOf(event) || firstText(data.triggered_rule) || 'An issue in Sentry',
    key: keyOf('issue', issueId),
    level: event.level,
    status: 'trigger',
    pages: [],
  };
}

const ofActions: Readonly<Record<string, AlertStatus | null>> = {
  created: 'trigger',
  unresolved: 'trigger',
  resolved: 'resolve',
  assigned: null,
  archived: null,
  ignored: null,
};
/** An alert on an activity says in the issue what it led to. */
const ofStatuses: Readonly<Record<string, AlertStatus | null>> = {
  unresolved: 'trigger',
  resolved: 'resolve',
  ignored: null,
};

function statusOfIssue(action: string, issue: Members): Report['status'] {
  if (action !== 'triggered') return wordIn(ofActions, action);
  const led = wordIn(ofStatuses, normal(issue.status));
  return led === undefined ? 'trigger' : led;
}

function reportOfIssue(action: string, issue: Members): Report {
  return {
    title: nameOf(issue) || firstText(issue.shortId) || 'An issue in Sentry',
    key: keyOf('issue', issue.id),
    level: issue.level,
    status: statusOfIssue(action, issue),
    pages: [['Issue', issue.permalink]],
  };
}

const wordIn = <T>(known: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(known, word) ? known[word] : undefined;

const ofLevels: Readonly<Record<string, AlertStatus>> = {
  critical: 'trigger',
  warning: 'trigger',
  resolved: 'resolve',
};

function reportOfMetric(action: string, metric: Members, data: Members): Report {
  const rule = isObject(metric.alert_rule) ? metric.alert_rule : {};
  const described = textOf(data.description_title).replace(/^\s*(critical|warning|resolved)\s*:\s*/i, '');
  return {
    title: firstText(rule.name, described, metric.title) || 'A metric alert in Sentry',
    key: keyOf('metric alert', metric.id),
    level: action,
    status: wordIn(ofLevels, action),
    pages: [],
  };
}

/** The plugin “WebHooks” (https://github.com/getsentry/sentry/blob/master/src/sentry/plugins/): each body is an event of an issue. */
const isOfPlugin = (body: Members): boolean => hasBoth(body, 'project_slug', 'culprit') && Object.hasOwn(body, 'event');

function reportOfPlugin(value: Members): Report {
  const event = isObject(value.event) ? value.event : {};
  const issueId = firstText(value.id, /\/issues\/(\d+)/.exec(textOf(value.url))?.[1]);
  return {
    title: firstText(event.title, value.message, value.culprit) || 'An issue in Sentry',
    key: keyOf('issue', issueId),
    level: value.level,
    status: 'trigger',
    pages: [],
  };
}
