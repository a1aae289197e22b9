import { type IncidentLink, tidyTitle } from './alert-event.js';

const mostLinks = 20;
const mostAlerts = 3;
const mostHrefCharacters = 2000;
const mostTextCharacters = 100;

/** Where known senders put the addresses of their pages (Alertmanager, Grafana, Sentry, Datadog), and what these are. */
const pages: readonly (readonly [field: string, text: string])[] = [
  ['runbook_url', 'Runbook'],
  ['dashboardURL', 'Dashboard'],
  ['dashboard_url', 'Dashboard'],
  ['panelURL', 'Panel'],
  ['generatorURL', 'Alert rule'],
  ['silenceURL', 'Silence it'],
  ['externalURL', 'Monitor'],
  ['web_url', 'Event'],
  ['url', 'Event'],
  ['link', 'Event'],
];

type Members = Readonly<Record<string, unknown>>;
type Found = readonly [text: unknown, href: unknown];

/** The links that came with what the sender sent, and those in it, a JSON text; what is odd about them is left out. */
export function incidentLinks(details: string | null, sent: readonly IncidentLink[] = []): readonly IncidentLink[] {
  const links = new Map<string, IncidentLink>();
  const sentOnes = sent.map(({ text, href }): Found => [text, href]);
  for (const [text, written] of [...sentOnes, ...found(details)]) {
    const href = hrefOf(written);
    if (href === null || links.has(href)) continue;
    links.set(href, { text: wordsOf(text) || new URL(href).hostname, href });
    if (links.size === mostLinks) break;
  }
  return [...links.values()];
}

function found(details: string | null): readonly Found[] {
  const body = details === null ? null : parsed(details);
  if (!isObject(body)) return [];
  const alerts = listOf(memberOf(body, 'alerts')).slice(0, mostAlerts);
  const sentry = memberOf(body, 'data');
  const parts = [body, ...alerts, sentry, memberOf(sentry, 'event'), memberOf(sentry, 'issue')].filter(isObject);
  return parts.flatMap((part) => [
    ...listOf(memberOf(part, 'links')).map((link): Found => [memberOf(link, 'text'), memberOf(link, 'href')]),
    [memberOf(part, 'client'), memberOf(part, 'client_url')],
    ...[part, memberOf(part, 'annotations'), memberOf(part, 'commonAnnotations')].flatMap(pagesIn),
    // Opsgenie's and PagerDuty's custom details are named by whoever wrote them
    ...detailsIn(memberOf(part, 'details')),
    ...detailsIn(memberOf(memberOf(part, 'payload'), 'custom_details')),
  ]);
}

/** Where Sentry names a page for people as well, `url` is that of its API. */
const pagesIn = (value: unknown): readonly Found[] =>
  pages
    .filter(([field]) => field !== 'url' || memberOf(value, 'web_url') === undefined)
    .map(([field, text]): Found => [text, memberOf(value, field)]);

const detailsIn = (value: unknown): readonly Found[] => (isObject(value) ? Object.entries(value).slice(0, 100) : []);

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.slice(0, 100) : []);
const memberOf = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** Null for what is no address of a web page, for one with a password in it, and for one longer than pages have. */
function hrefOf(written: unknown): string | null {
  if (typeof written !== 'string' || written.length > mostHrefCharacters) return null;
  const url = URL.canParse(written) ? new URL(written) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null;
  return url.href.length > mostHrefCharacters ? null : url.href;
}

/** By whole characters. */
const wordsOf = (text: unknown): string =>
  typeof text === 'string' ? [...tidyTitle(text.slice(0, 1000))].slice(0, mostTextCharacters).join('') : '';
