import { carriedBody, hasBoth, readTitle, type Sender } from '../monitor-event.js';
import { linksOf, spokenTitle, titleOn } from '../pages.js';
import { type AlertStatus, firstText, type Members, normal, priorityOf, quoted, severityOf, textOf } from '../words.js';

/** A variable that Datadog does not know, or has nothing for, stays as it was written or becomes the word null. */
const unexpanded = /^\s*(\$[A-Z][A-Z0-9_]*(\[.*\])?|null|none)\s*$/i;

const given = (body: Members, ...names: readonly string[]): string =>
  firstText(...names.map((name) => body[name]).filter((value) => !unexpanded.test(textOf(value))));

const statuses: Readonly<Record<string, AlertStatus>> = {
  triggered: 'trigger',
  'no data': 'trigger',
  warn: 'trigger',
  renotify: 'trigger',
  recovered: 'resolve',
};

/**
 * Datadog's webhook, with the payload of docs/monitors/datadog.md or the one that it sends by itself; its variables:
 * https://docs.datadoghq.com/integrations/webhooks/
 */
export const datadog: Sender = {
  type: 'datadog',
  name: 'Datadog',
  isMarked: (body) => hasBoth(body, 'alert_transition', 'alert_id') || isDefault(body),
  read({ text, value }) {
    const warnings: string[] = [];
    const id = given(value, 'alert_id', 'monitor_id');
    const title = readTitle(titleOf(value, id), warnings);
    if (title === '') throw new Error('it has neither alert_title nor event_title');
    const status = statusOf(value, warnings);
    const tags = given(value, 'tags');
    return {
      events: [
        {
          title,
          key: readTitle(keyOf(value, id), warnings) || null,
          body: carriedBody(text, value, warnings),
          severity: severityOf(tagOf(tags, 'severity') || levelOf(value)),
          priority:
            priorityOf(given(value, 'alert_priority', 'priority')) ?? priorityOf(`p${given(value, 'priority')}`),
          status,
          ...linksOf([['Graph', value.snapshot]]),
          warnings,
        },
      ],
    };
  },
  sample: (status) => ({
    alert_id: '1',
    alert_title: `[${status === 'resolve' ? 'Recovered' : 'Triggered'}] Test of Ringdown: nothing is wrong`,
    alert_transition: status === 'resolve' ? 'Recovered' : 'Triggered',
    alert_type: status === 'resolve' ? 'success' : 'warning',
    alert_priority: 'P4',
    alert_scope: 'host:test',
    aggreg_key: 'ringdown-test',
    event_title: 'Test of Ringdown: nothing is wrong',
    event_message: 'A test',
    hostname: 'test',
    tags: 'host:test',
    link: 'https://app.datadoghq.com/monitors/1',
    snapshot: '',
  }),
};

/** What it sends where nobody wrote a payload. */
const isDefault = (body: Members): boolean => hasBoth(body, 'event_type', 'last_updated') && hasBoth(body, 'org', 'id');

function titleOf(body: Members, id: string): string {
  const written = given(body, 'alert_title', 'event_title', 'title');
  const name = spokenTitle(written || given(body, 'event_message', 'body').split('\n', 1).join(''));
  // without a key the place is all that tells two alerts of a monitor from each other
  const place = given(body, 'hostname', 'host_name') || (id === '' ? placeIn(written) : '');
  return titleOn(name, place) || (id === '' ? '' : `Datadog’s monitor ${id}`);
}

/** `host:db-1` of `[Triggered on {host:db-1}] Disk full` */
const placeIn = (title: string): string =>
  /^(?:\s*\[[^\]{}]*\])*\s*\[[^\]{}]* on \{([^}\]]*)\}\]/.exec(title)?.[1] ?? '';

/** One for each group of a monitor, the same whenever it triggers. */
function keyOf(body: Members, id: string): string {
  const group = given(body, 'alert_scope', 'aggreg_key');
  if (id !== '') return `monitor ${id} ${group}`;
  return given(body, 'aggreg_key', 'alert_cycle_key');
}

/** `Re-Triggered` is `Triggered` once more. Its own payload says it in the title only. */
function statusOf(body: Members, warnings: string[]): AlertStatus {
  const transition = given(body, 'alert_transition');
  const said =
    transition || /^\s*(?:\[p[1-5]\]\s*)?\[([a-z -]+?)(?: on |\])/i.exec(given(body, 'event_title', 'title'))?.[1];
  const word = normal(said)
    .replace(/^re-(?=triggered|no data|warn|recovered)/, '')
    .replace('re-notify', 'renotify');
  const status = Object.hasOwn(statuses, word) ? statuses[word] : undefined;
  if (status) return status;
  if (transition !== '')
    warnings.push(`alert_transition: expected one of Datadog’s, got ${quoted(transition)}; it triggers`);
  return transition === '' && normal(given(body, 'alert_type')) === 'success' ? 'resolve' : 'trigger';
}

/** A monitor that only warns is no error, whatever its type says. */
const levelOf = (body: Members): string =>
  /\bwarn$/i.test(given(body, 'alert_transition')) ? 'warning' : given(body, 'alert_type');

/** Of `env:prod,severity:critical` */
const tagOf = (tags: string, name: string): string =>
  tags
    .split(',')
    .map((tag) => tag.trim())
    .find((tag) => tag.startsWith(`${name}:`))
    ?.slice(name.length + 1) ?? '';
