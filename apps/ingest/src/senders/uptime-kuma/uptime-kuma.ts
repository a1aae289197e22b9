import { tidyTitle } from '@ringdown/domain-incidents';
import { z } from 'zod';
import { carriedBody, hasBoth, readTitle, type Sender } from '../monitor-event.js';
import { linksOf, spokenTitle } from '../pages.js';
import { type AlertStatus, firstText, isObject, priorityOf, quoted, severityOf, textOf } from '../words.js';

/** https://github.com/louislam/uptime-kuma/blob/master/server/notification-providers/webhook.js */
const notification = z.object({
  heartbeat: z.record(z.string(), z.unknown()).nullish(),
  monitor: z.record(z.string(), z.unknown()).nullish(),
  msg: z.unknown().optional(),
});
type Sent = z.output<typeof notification>;

/** Uptime Kuma's webhook, as JSON or as the field `data` of a form. */
export const uptimeKuma: Sender = {
  type: 'uptime-kuma',
  name: 'Uptime Kuma',
  isMarked: (body) => hasBoth(body, 'heartbeat', 'monitor') && Object.hasOwn(body, 'msg'),
  read({ text, value }) {
    const sent = notification.parse(value);
    const warnings: string[] = [];
    const status = statusOf(sent.heartbeat, warnings);
    if (status === null)
      return { events: [], warnings: [`heartbeat.status: ${quietWord(sent.heartbeat)} changes nothing here`] };
    const { title, key } = sent.heartbeat || sent.monitor ? ofMonitor(sent) : ofNotice(textOf(sent.msg));
    const tags = sent.monitor?.tags;
    return {
      events: [
        {
          title: readTitle(title, warnings),
          key: readTitle(key, warnings) || null,
          body: carriedBody(text, value, warnings),
          severity: severityOf(tagOf(tags, 'severity')),
          priority: priorityOf(tagOf(tags, 'priority')),
          status,
          ...linksOf([['What is watched', sent.monitor?.url]]),
          warnings,
        },
      ],
    };
  },
  sample: (status) => ({
    heartbeat: {
      monitorID: 1,
      status: status === 'resolve' ? 1 : 0,
      time: '2026-01-05 09:00:00.000',
      msg: 'A test',
      important: true,
      duration: 60,
    },
    monitor: {
      id: 1,
      name: 'Test of Ringdown (nothing is wrong)',
      url: 'https://ringdown.example/',
      type: 'http',
      tags: [],
    },
    msg: `[Test of Ringdown] [${status === 'resolve' ? '✅ Up' : '🔴 Down'}] A test`,
  }),
};

/** https://github.com/louislam/uptime-kuma/blob/master/src/util.ts */
const statuses: Readonly<Record<string, AlertStatus>> = { 0: 'trigger', 1: 'resolve' };
const quiet: Readonly<Record<string, string>> = { 2: '2 (pending)', 3: '3 (maintenance)' };

const quietWord = (heartbeat: Sent['heartbeat']): string | undefined => quiet[textOf(heartbeat?.status)];

/** Null where a monitor is neither up nor down. Without a heartbeat it is a notice. */
function statusOf(heartbeat: Sent['heartbeat'], warnings: string[]): AlertStatus | null {
  if (!heartbeat) return 'trigger';
  if (quietWord(heartbeat) !== undefined) return null;
  const code = textOf(heartbeat.status);
  if (Object.hasOwn(statuses, code)) return statuses[code] ?? 'trigger';
  warnings.push(`heartbeat.status: expected 0 to 3, got ${quoted(heartbeat.status ?? null)}; it triggers`);
  return 'trigger';
}

function ofMonitor({ monitor, heartbeat }: Sent) {
  const id = firstText(monitor?.id, heartbeat?.monitorID);
  const name = firstText(monitor?.name, monitor?.pathName, monitor?.url, monitor?.hostname);
  return { title: `${name || `Monitor ${id}`.trim()} is down`, key: id === '' ? '' : `monitor ${id}` };
}

const inDays = /\b(?:will expire )?in -?\d+ days?\b/i;

/** What is about no monitor’s heartbeat: its test, or a certificate that expires, which it says with ever fewer days. */
function ofNotice(msg: string) {
  const said = tidyTitle(spokenTitle(msg));
  const expiring = inDays.test(said) ? said.replace(inDays, '') : '';
  return { title: said || 'A test of Uptime Kuma', key: expiring === '' ? '' : `expiry ${expiring}` };
}

/** Tags are `{ name, value }`. */
function tagOf(tags: unknown, name: string): unknown {
  const all: readonly unknown[] = Array.isArray(tags) ? tags : [];
  return all.filter(isObject).find((tag) => textOf(tag.name).toLowerCase() === name)?.value;
}
