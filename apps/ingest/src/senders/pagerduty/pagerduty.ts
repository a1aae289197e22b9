import { membersOf } from '@ringdown/kernel';
import { z } from 'zod';
import { carriedBody, hasBoth, readTitle, type Sender } from '../monitor-event.js';
import { severityOf } from '../words.js';

/** https://developer.pagerduty.com/docs/send-alert-event */
const event = z.object({
  event_action: z.enum(['trigger', 'acknowledge', 'resolve']),
  dedup_key: z.string().nullish(),
  payload: z.object({ summary: z.string().nullish(), severity: z.unknown().optional() }).nullish(),
});

/** PagerDuty's Events API v2. The routing key, which is a secret, does not go into the details. */
export const pagerduty: Sender = {
  type: 'pagerduty',
  name: 'PagerDuty',
  sample: (status) => ({
    routing_key: 'sample',
    event_action: status,
    dedup_key: 'ringdown-test',
    payload: { summary: 'Test of Ringdown: nothing is wrong', source: 'ringdown', severity: 'warning' },
  }),
  isMarked: (body) => hasBoth(body, 'routing_key', 'event_action'),
  read({ text, value }) {
    const { event_action: status, dedup_key: key, payload } = event.parse(value);
    const { routing_key: _secret, ...shown } = value;
    const written = [...membersOf(text)].filter(([name]) => name !== 'routing_key');
    const warnings: string[] = [];
    const body = carriedBody(
      `{${written.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`,
      shown,
      warnings,
    );
    const title = readTitle(payload?.summary ?? '', warnings);
    if (title === '' && status === 'trigger') throw new Error('a trigger needs payload.summary');
    return {
      events: [
        {
          title,
          key: readTitle(key ?? '', warnings) || null,
          body,
          severity: severityOf(payload?.severity),
          priority: null,
          status,
          warnings,
        },
      ],
    };
  },
};
