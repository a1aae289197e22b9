import { z } from 'zod';
import type { JsonObject } from '../bytes/index.js';
import { alertmanager } from './alertmanager/alertmanager.js';
import { datadog } from './datadog/datadog.js';
import { grafana } from './grafana/grafana.js';
import { type MonitorEvent, type ReadEvents, type Sender, type SentHeaders, unreadEvent } from './monitor-event.js';
import { opsgenie } from './opsgenie/opsgenie.js';
import { pagerduty } from './pagerduty/pagerduty.js';
import { sentry } from './sentry/sentry.js';
import { sns } from './sns/sns.js';
import { uptimeKuma } from './uptime-kuma/uptime-kuma.js';
import { quoted } from './words.js';
import { zabbix } from './zabbix/zabbix.js';

/** No body has the marks of two of them. */
export const senders: readonly Sender[] = [
  pagerduty,
  grafana,
  alertmanager,
  sns,
  opsgenie,
  sentry,
  datadog,
  uptimeKuma,
  zabbix,
];

/** The sender whose marks a body has. */
export const senderOf = (body: JsonObject['value'], headers: SentHeaders): Sender | undefined =>
  senders.find((sender) => sender.isMarked(body, headers));

/** What cannot be mapped opens an incident all the same, with the raw body and a warning that names the fault. */
export function readAs(sender: Sender, body: JsonObject, headers: SentHeaders): ReadEvents {
  try {
    const { events: read, warnings = [] } = sender.read(body, headers);
    const events = read.map((event) => named(event, sender));
    const all = [...new Set([...warnings, ...events.flatMap((event) => event.warnings)])];
    return { readAs: sender.type, events, warnings: all };
  } catch (error) {
    const fault = `The body could not be read as ${sender.name}’s (${faultOf(error)}): the incident has all of it as its details.`;
    const event = unreadEvent(body.text, body.value, { sender: sender.name, fault });
    return { readAs: sender.type, events: [event], warnings: event.warnings };
  }
}

/** Nobody is woken by an incident without a title. What ends one goes by its key, or by the number of its incident. */
const named = (event: MonitorEvent, { name }: Sender): MonitorEvent =>
  event.title === '' && (event.status === 'trigger' || (event.key === null && event.incidentNumber === undefined))
    ? { ...event, title: `An event of ${name} without a title` }
    : event;

const longestFault = 200;

/** The first fault that a schema finds, or what a reader says. */
function faultOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return issue ? `${issue.path.join('.') || 'the body'}: ${issue.message}` : 'it has another shape';
  }
  return error instanceof Error ? quoted(error.message.slice(0, longestFault)).slice(1, -1) : 'it has another shape';
}
