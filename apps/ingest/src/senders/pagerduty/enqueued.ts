import { DomainError } from '@ringdown/kernel';
import type { JsonObject, SentBody } from '../../bytes/index.js';
import { isAbsent, quoted } from '../words.js';
import { actionOf, sentKeyOf } from './pagerduty.js';

/** The integration that an event is for, as its body says; undefined where it does not. */
export function routingKeyOf(sent: SentBody): string | undefined {
  if (sent.kind !== 'json') return undefined;
  const key = sent.json.value.routing_key ?? sent.json.value.service_key;
  return typeof key === 'string' && key.trim() !== '' ? key.trim() : undefined;
}

/** Whether a body is an event of PagerDuty's: its addresses with a key in them take those of other monitors too. */
export const isEvent = (sent: SentBody): boolean =>
  sent.kind === 'json' && ['event_action', 'event_type'].some((name) => Object.hasOwn(sent.json.value, name));

/**
 * The de-duplication key as it was sent, or undefined where a trigger has none.
 * @throws DomainError `invalid` for what PagerDuty refuses and no alert is lost by: an action that is none, and one on a missing key.
 */
export function dedupKeyOf(sent: SentBody): string | undefined {
  const value: JsonObject['value'] = sent.kind === 'json' ? sent.json.value : sent.fields;
  const name = Object.hasOwn(value, 'event_type') ? 'event_type' : 'event_action';
  const action = actionOf(value);
  if (action === undefined) {
    const given = value[name];
    throw new DomainError(
      'invalid',
      isAbsent(given)
        ? `'${name}' is missing or blank`
        : `'${name}' must be one of trigger, acknowledge, resolve; it is ${quoted(given)}`,
    );
  }
  const key = sentKeyOf(value);
  if (key.trim() !== '') return key;
  if (action === 'trigger') return undefined;
  const keyName = name === 'event_type' ? 'incident_key' : 'dedup_key';
  throw new DomainError('invalid', `'${keyName}' is missing or blank: ${action} needs the key of a trigger`);
}
