import { membersOf } from '@ringdown/kernel';
import { z } from 'zod';
import { carriedBody, hasBoth, readTitle, type Sender } from '../monitor-event.js';
import { type AlertStatus, normal, priorityOf, quoted } from '../words.js';
import { readAlertRequest } from './alert-api.js';
import { requestIn } from './alert-request.js';

/** https://support.atlassian.com/opsgenie/docs/integrate-opsgenie-with-webhook/ */
const webhook = z.object({
  action: z.string(),
  alert: z.object({
    alertId: z.string().nullish(),
    alias: z.string().nullish(),
    message: z.string().nullish(),
    priority: z.unknown().optional(),
  }),
});

const statuses: Readonly<Record<string, AlertStatus>> = {
  create: 'trigger',
  unacknowledge: 'trigger',
  acknowledge: 'acknowledge',
  close: 'resolve',
  delete: 'resolve',
};

/** What people do to an alert that stays as it is. */
const changesNothing = /^(add|remove|update|assign|take|escalate|snooze|custom|seen|un-?seen|copy|send|execute)/;

/** Opsgenie's outgoing webhook, and what its clients ask of its alert API. Its P1 to P5 are priorities. */
export const opsgenie: Sender = {
  type: 'opsgenie',
  name: 'Opsgenie',
  sample: (status) => ({
    action: status === 'resolve' ? 'Close' : 'Create',
    alert: {
      alertId: '00000000-0000-4000-8000-000000000000-1767603600000',
      alias: 'ringdown-test',
      message: 'Test of Ringdown: nothing is wrong',
      priority: 'P3',
    },
    source: { name: 'Ringdown', type: 'API' },
    integrationName: 'Ringdown',
  }),
  isMarked: (body, headers) => hasBoth(body, 'action', 'alert') || requestIn(headers) !== null,
  read(sent, headers) {
    const { text, value } = sent;
    const request = requestIn(headers);
    if (request) return readAlertRequest(request, sent);
    const { action, alert } = webhook.parse(value);
    const verb = normal(action);
    const warnings: string[] = [];
    const status = statuses[verb];
    if (!status && changesNothing.test(verb)) {
      return { events: [], warnings: [`action: ${quoted(action)} changes nothing here`] };
    }
    if (!status) warnings.push(`action: expected one of Opsgenie’s, got ${quoted(action)}; it triggers`);
    const written = membersOf(text).get('alert') ?? 'null';
    return {
      events: [
        {
          title: readTitle(alert.message ?? '', warnings),
          key: readTitle(alert.alias || (alert.alertId ?? ''), warnings) || null,
          body: carriedBody(written, value.alert, warnings),
          severity: null,
          priority: priorityOf(alert.priority),
          status: status ?? 'trigger',
          warnings,
        },
      ],
    };
  },
};
