import { z } from 'zod';
import type { JsonObject } from '../../bytes/index.js';
import { carriedBody, hasBoth, readTitle, type SenderReading } from '../monitor-event.js';
import { linksOf, spokenTitle } from '../pages.js';
import { type AlertStatus, firstText, isObject, normal, priorityOf, quoted, severityOf } from '../words.js';

/** https://grafana.com/docs/grafana/v8.5/alerting/old-alerting/notifications/#webhook */
const notification = z.object({
  ruleId: z.union([z.number(), z.string()]),
  ruleName: z.unknown(),
  state: z.string(),
});

const statuses: Readonly<Record<string, AlertStatus | null>> = {
  alerting: 'trigger',
  no_data: 'trigger',
  ok: 'resolve',
  paused: null,
  pending: null,
};

/** Whether it is one of the alerting that Grafana had before: one rule, with its state. */
export const isRuleNotification = (body: JsonObject['value']): boolean =>
  hasBoth(body, 'ruleId', 'ruleName') && !Object.hasOwn(body, 'alerts');

export function readRuleNotification({ text, value }: JsonObject): SenderReading {
  const { ruleId, ruleName, state } = notification.parse(value);
  const word = normal(state);
  const status = Object.hasOwn(statuses, word) ? statuses[word] : undefined;
  if (status === null) return { events: [], warnings: [`state: ${quoted(state)} changes nothing here`] };
  const warnings: string[] = [];
  if (status === undefined) warnings.push(`state: expected one of Grafana’s, got ${quoted(state)}; it triggers`);
  const title = readTitle(firstText(ruleName) || spokenTitle(firstText(value.title, value.message)), warnings);
  const tags = isObject(value.tags) ? value.tags : {};
  return {
    events: [
      {
        title: title || `Grafana’s rule ${ruleId}`,
        key: readTitle(`rule ${ruleId}`, warnings),
        body: carriedBody(text, value, warnings),
        severity: severityOf(tags.severity),
        priority: priorityOf(tags.priority),
        status: status ?? 'trigger',
        ...linksOf([
          ['Alert rule', value.ruleUrl],
          ['Image', value.imageUrl],
        ]),
        warnings,
      },
    ],
  };
}
