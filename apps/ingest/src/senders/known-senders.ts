import type { JsonObject } from '../bytes/index.js';
import { alertmanager } from './alertmanager.js';
import { grafana } from './grafana.js';
import { carriedBody, type ReadEvents, readTitle, type Sender } from './monitor-event.js';
import { opsgenie } from './opsgenie.js';
import { pagerduty } from './pagerduty.js';
import { sns } from './sns.js';

/** The first whose marks a body has; Grafana's have those of Alertmanager among them. */
const senders: readonly Sender[] = [pagerduty, grafana, alertmanager, sns, opsgenie];

const senderOf = (body: JsonObject['value']): Sender | undefined => senders.find((sender) => sender.isMarked(body));

export const isOfKnownSender = (body: JsonObject['value']): boolean => senderOf(body) !== undefined;

/** Null for a body that has nobody's marks. What cannot be mapped opens an incident all the same, with the raw body. */
export function readAsKnownSender(body: JsonObject): ReadEvents | null {
  const sender = senderOf(body.value);
  if (!sender) return null;
  try {
    const { events, warnings = [] } = sender.read(body);
    return { events, warnings: [...new Set([...warnings, ...events.flatMap((event) => event.warnings)])] };
  } catch {
    const warning = `The body looks like ${sender.name}’s, but could not be read as that: the incident has all of it as its details.`;
    const warnings = [warning];
    const title = typeof body.value.title === 'string' ? readTitle(body.value.title, warnings) : '';
    const carried = carriedBody(body.text, body.value, warnings);
    const raw = { key: null, severity: null, priority: null, status: 'trigger' } as const;
    return { events: [{ ...raw, title, body: carried, warnings }], warnings };
  }
}
