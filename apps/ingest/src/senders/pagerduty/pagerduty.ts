import { isWebUrl, membersOf } from '@ringdown/kernel';
import type { JsonObject } from '../../bytes/index.js';
import {
  type AlertLink,
  carriedBody,
  hasBoth,
  type MonitorEvent,
  readTitle,
  requestHeader,
  type Sender,
  type SentHeaders,
  unreadEvent,
} from '../monitor-event.js';
import { type AlertStatus, normal, quoted, severityOf, textOf, toStorableText } from '../words.js';

type Members = JsonObject['value'];

/** Where changes are reported, which are no alerts (https://developer.pagerduty.com/docs/send-change-event). */
export const changeRequest = 'POST /v2/change/enqueue';

/**
 * PagerDuty's Events API, version 2 (https://developer.pagerduty.com/docs/send-alert-event) and version 1, whose fields have other
 * names (https://developer.pagerduty.com/docs/events-api-v1/trigger-events). Its keys, which are secrets, do not go into the details.
 */
export const pagerduty: Sender = {
  type: 'pagerduty',
  name: 'PagerDuty',
  sample: (status) => ({
    routing_key: 'sample',
    event_action: status,
    dedup_key: 'ringdown-test',
    payload: { summary: 'Test of Ringdown: nothing is wrong', source: 'ringdown', severity: 'warning' },
  }),
  isMarked: (body, headers) =>
    hasBoth(body, 'routing_key', 'event_action') || hasBoth(body, 'service_key', 'event_type') || isChange(headers),
  read(sent, headers) {
    if (isChange(headers)) return { events: [], warnings: [changeSentence(sent.value)] };
    if (!ownNames.some((name) => Object.hasOwn(sent.value, name)))
      throw new Error(`it has none of ${ownNames.join(', ')}`);
    return { events: [readEvent(sent)] };
  },
};

const ownNames = ['routing_key', 'service_key', 'event_action', 'event_type'];
const secrets = new Set(['routing_key', 'service_key']);

const isChange = (headers: SentHeaders): boolean => headers[requestHeader] === changeRequest;

function changeSentence(value: Members): string {
  const warnings: string[] = [];
  const summary = readTitle(textOf(objectOf(value.payload)?.summary), warnings);
  return summary === ''
    ? 'A change event without a summary; it changes no incident.'
    : `Change event: “${summary}”; it changes no incident.`;
}

/** What happened, by its name in either version; undefined for what is none of the three. */
export function actionOf(value: Members): AlertStatus | undefined {
  const given = normal(value.event_action ?? value.event_type);
  return (['trigger', 'acknowledge', 'resolve'] as const).find((action) => action === given);
}

/** The de-duplication key as it was sent, but for space around it; '' where there is none. */
export const sentKeyOf = ({ dedup_key: key, incident_key: oldKey }: Members): string => textOf(key) || textOf(oldKey);

/** Never fails: an alert that is odd is passed on with what there is of it. */
function readEvent(sent: JsonObject): MonitorEvent {
  const { value } = sent;
  const warnings: string[] = [];
  const key = readTitle(sentKeyOf(value), warnings) || null;
  const given = value.dedup_key ?? value.incident_key ?? '';
  if (typeof given === 'object') warnings.push(`dedup_key: expected a text, got ${quoted(given)}`);
  const shown = withoutSecrets(sent);
  const severity = severityOf(objectOf(value.payload)?.severity);
  const links = linksOf(value);
  const fault = faultIn(value);
  if (fault !== null) {
    const sentence = `The event could not be read as PagerDuty’s (${fault}): the incident has all of it as its details.`;
    const unread = unreadEvent(shown.text, shown.value, { sender: 'PagerDuty', fault: sentence });
    return { ...unread, key: key ?? unread.key, severity, links, warnings: [...unread.warnings, ...warnings] };
  }
  return {
    title: readTitle(summaryOf(value), warnings),
    key,
    body: carriedBody(shown.text, shown.value, warnings),
    severity,
    priority: null,
    status: actionOf(value) ?? 'trigger',
    warnings,
    links,
  };
}

/** Why this opens an incident without being understood; null where it is as it should be. */
function faultIn(value: Members): string | null {
  const action = actionOf(value);
  if (action === undefined) {
    return `event_action: expected trigger, acknowledge or resolve, got ${quoted(value.event_action ?? value.event_type ?? null)}`;
  }
  if (action !== 'trigger' || summaryOf(value) !== '') return null;
  const { payload, description } = value;
  if (Object.hasOwn(value, 'event_type')) return `description: expected a text, got ${quoted(description ?? null)}`;
  if (!objectOf(payload)) return `payload: expected an object, got ${quoted(payload ?? null)}`;
  return `payload.summary: expected a text, got ${quoted(objectOf(payload)?.summary ?? null)}`;
}

const summaryOf = ({ payload, description }: Members): string =>
  textOf(objectOf(payload)?.summary) || textOf(description);

function withoutSecrets({ text, value }: JsonObject): JsonObject {
  const written = [...membersOf(text)].filter(([name]) => !secrets.has(name));
  return {
    text: `{${written.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`,
    value: Object.fromEntries(Object.entries(value).filter(([name]) => !secrets.has(name))),
  };
}

const mostLinks = 20;

/** Images, and what version 1 calls contexts; `links` of version 2 are found in the details. */
function linksOf({ images, contexts }: Members): AlertLink[] {
  const found = [...listOf(images), ...listOf(contexts)].flatMap(({ src, href, alt, text }) => {
    const name = toStorableText(textOf(text) || textOf(alt));
    return [
      { text: name || 'Image', href: toStorableText(textOf(src)) },
      { text: name || 'Link', href: toStorableText(textOf(href)) },
    ];
  });
  return found.filter(({ href }) => isWebUrl(href)).slice(0, mostLinks);
}

const listOf = (value: unknown): Members[] =>
  Array.isArray(value)
    ? value
        .slice(0, mostLinks)
        .map(objectOf)
        .filter((one) => one !== undefined)
    : [];

const objectOf = (value: unknown): Members | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;
