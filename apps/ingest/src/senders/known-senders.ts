import { carriedBody, noBody, type ReadPush, readTitle } from '../alerts/push-event.js';
import type { JsonObject } from '../bytes/read-body.js';
import { alertmanager } from './alertmanager.js';
import { grafana } from './grafana.js';
import { opsgenie } from './opsgenie.js';
import { pagerduty } from './pagerduty.js';
import type { Sender } from './sender.js';
import { sns } from './sns.js';

/** The first whose marks a body bears; Grafana's have those of Alertmanager among them. */
const senders: readonly Sender[] = [pagerduty, grafana, alertmanager, sns, opsgenie];

const senderOf = (body: JsonObject['value']): Sender | undefined => senders.find((sender) => sender.isMarked(body));

export const isKnownSenders = (body: JsonObject['value']): boolean => senderOf(body) !== undefined;

/** Null for a body that bears nobody's marks. What cannot be mapped opens an incident all the same, with the raw body. */
export function readAsKnownSender(body: JsonObject): ReadPush | null {
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
    const raw = { ...untold, title, body: carried, warnings };
    return { events: [raw], warnings };
  }
}

const untold = { key: null, body: noBody, severity: null, priority: null, status: 'trigger' } as const;
