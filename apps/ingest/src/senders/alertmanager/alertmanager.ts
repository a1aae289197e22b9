import { itemsOf, membersOf } from '@ringdown/kernel';
import { z } from 'zod';
import {
  carriedBody,
  hasBoth,
  type MonitorEvent,
  readTitle,
  type Sender,
  type SenderReading,
  unreadEvent,
} from '../monitor-event.js';
import type { JsonObject } from '../../bytes/index.js';
import { linksOf } from '../pages.js';
import { firstText, priorityOf, readStatus, severityOf, textOf } from '../words.js';

/** Prometheus Alertmanager's webhook receiver, version 4 of its body. */
export const alertmanager: Sender = {
  type: 'alertmanager',
  name: 'Alertmanager',
  // Grafana's have these too
  isMarked: (body) => hasBoth(body, 'alerts', 'groupKey') && !Object.hasOwn(body, 'orgId'),
  read: (sent) => readPrometheusAlerts(sent, 'Alertmanager'),
  sample: (status) => ({
    version: '4',
    groupKey: '{}:{alertname="RingdownTest"}',
    truncatedAlerts: 0,
    status: status === 'resolve' ? 'resolved' : 'firing',
    receiver: 'ringdown',
    groupLabels: { alertname: 'RingdownTest' },
    commonLabels: { alertname: 'RingdownTest', severity: 'warning' },
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example:9093',
    alerts: [samplePrometheusAlert(status)],
  }),
};

/** One alert, as Prometheus writes it. */
export const samplePrometheusAlert = (status: 'trigger' | 'resolve') => ({
  status: status === 'resolve' ? 'resolved' : 'firing',
  labels: { alertname: 'RingdownTest', instance: 'test:9100', severity: 'warning' },
  annotations: { summary: 'Test of Ringdown: nothing is wrong' },
  startsAt: '2026-01-05T09:00:00.000Z',
  endsAt: status === 'resolve' ? '2026-01-05T09:05:00.000Z' : '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus.example:9090/graph',
  fingerprint: 'ringdown-test',
});

const words = z.record(z.string(), z.unknown());
/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
const alert = z.object({
  status: z.string().nullish(),
  labels: words,
  annotations: words.nullish().transform((given) => given ?? {}),
  fingerprint: z.string().nullish(),
  imageURL: z.unknown().optional(),
});
type Alert = z.output<typeof alert>;

/** Of a body of 512 KiB no more can be alerts: each has its labels. */
const mostAlerts = 2000;

/** What holds for all alerts of a body. */
interface AlertGroup {
  readonly sender: string;
  readonly status: unknown;
  readonly externalURL: unknown;
}

/** One event for each of `alerts`, firing and resolved mixed; with that alert as its body. One that is none is passed on as it is. */
export function readPrometheusAlerts({ text, value }: JsonObject, sender: string): SenderReading {
  const items = itemsOf(arrayOf(membersOf(text).get('alerts')));
  if (items.length === 0 || items.length > mostAlerts) throw new Error(`${items.length} alerts`);
  const group = { sender, status: value.status, externalURL: value.externalURL };
  return { events: items.map((item) => readAlert(item, group)) };
}

function arrayOf(written: string | undefined): string {
  if (!written?.startsWith('[')) throw new Error('alerts is no array');
  return written;
}

function readAlert(written: string, { sender, status, externalURL }: AlertGroup): MonitorEvent {
  const value = JSON.parse(written) as unknown;
  const warnings: string[] = [];
  const { data } = alert.safeParse(value);
  if (!data) {
    const fault = 'One of the alerts could not be read: its incident has all of it as its details.';
    return unreadEvent(written, value, { sender, fault });
  }
  const body = carriedBody(written, value, warnings);
  const { labels, annotations } = data;
  return {
    title: readTitle(titleOf(data), warnings),
    key: readTitle(keyOf(data), warnings) || null,
    body,
    severity: severityOf(labels.severity ?? annotations.severity),
    priority: priorityOf(labels.priority ?? annotations.priority),
    status: readStatus(data.status ?? status, warnings),
    ...linksOf([
      ['Image', data.imageURL],
      [sender, externalURL],
    ]),
    warnings,
  };
}

/** Says what is wrong; the name of the rule where nobody wrote a summary. */
function titleOf({ labels, annotations }: Alert): string {
  const summary = firstText(annotations.summary, annotations.title);
  if (summary !== '') return summary;
  const name = firstText(labels.alertname, annotations.description) || 'An alert without a name';
  const instance = textOf(labels.instance);
  return instance === '' ? name : `${name} on ${instance}`;
}

/** The fingerprint stands for the labels; senders that are old do not send it. */
const keyOf = ({ fingerprint, labels }: Alert): string =>
  fingerprint || JSON.stringify(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)));
