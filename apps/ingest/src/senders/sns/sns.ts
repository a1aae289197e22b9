import { createHash } from 'node:crypto';
import { depthOf } from '@ringdown/kernel';
import { z } from 'zod';
import { type JsonObject, maxDepth } from '../../bytes/index.js';
import { carriedBody, hasBoth, type MonitorEvent, readTitle, type Sender } from '../monitor-event.js';
import { linksOf } from '../pages.js';
import { firstText, isObject } from '../words.js';

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
const message = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  TopicArn: z.string(),
  Subject: z.string().nullish(),
  Message: z.string(),
});
type Message = z.output<typeof message>;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
const alarm = z.object({
  AlarmName: z.string().min(1),
  NewStateValue: z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA']),
  AlarmArn: z.string().nullish(),
});

/** Amazon SNS, and CloudWatch's alarms in it; with “raw message delivery” an alarm comes without its envelope. */
export const sns: Sender = {
  type: 'sns',
  name: 'Amazon SNS',
  sample: (status) => ({
    Type: 'Notification',
    MessageId: '00000000-0000-4000-8000-000000000000',
    TopicArn: 'arn:aws:sns:eu-central-1:123456789012:ringdown-test',
    Subject: 'Test of Ringdown',
    Message: JSON.stringify({
      AlarmName: 'Test of Ringdown: nothing is wrong',
      NewStateValue: status === 'resolve' ? 'OK' : 'ALARM',
      NewStateReason: 'A test',
      AlarmArn: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:ringdown-test',
    }),
    Timestamp: '2026-01-05T09:00:00.000Z',
  }),
  isMarked: (body) => hasBoth(body, 'Type', 'TopicArn'),
  read(sent) {
    const raw = Object.hasOwn(sent.value, 'Type') ? null : alarmIn(sent.text);
    if (raw) return { events: [raw] };
    const notification = message.parse(sent.value);
    if (notification.Type === 'Notification')
      return { events: [alarmIn(notification.Message) ?? noticeOf(notification)] };
    return { events: [confirmationOf(notification, sent)] };
  },
};

function alarmIn(text: string): MonitorEvent | null {
  const value = jsonOf(text);
  const { data } = alarm.safeParse(value);
  if (!data) return null;
  const warnings: string[] = [];
  return {
    ...plain,
    title: readTitle(data.AlarmName, warnings),
    key: readTitle(data.AlarmArn ?? '', warnings) || null,
    body: carriedBody(text, value, warnings),
    status: data.NewStateValue === 'OK' ? 'resolve' : 'trigger',
    ...linksOf([['Alarm in the AWS console', consolePage(data.AlarmArn ?? '')]]),
    warnings,
  };
}

/** Each partition of AWS has a console of its own. */
const consoles: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** Of `arn:aws:cloudwatch:<region>:<account>:alarm:<name>` */
function consolePage(arn: string): string {
  const [, partition = '', region = '', name = ''] =
    /^arn:([\w-]+):cloudwatch:([\w-]+):\d*:alarm:(.+)$/s.exec(arn) ?? [];
  const host = Object.hasOwn(consoles, partition) ? consoles[partition] : undefined;
  if (host === undefined) return '';
  return `https://${region}.${host}/cloudwatch/home?region=${region}#alarmsV2:alarm/${escapedPart(name)}`;
}

/** `encodeURIComponent` throws for halves of characters. */
const escapedPart = (text: string): string =>
  new URLSearchParams({ x: text }).toString().slice(2).replaceAll('+', '%20');

/** Any other message: its subject, or else its first line, is the title. */
function noticeOf({ Subject: subject, Message: text, TopicArn: topic }: Message): MonitorEvent {
  const warnings: string[] = [];
  const value = jsonOf(text);
  const said = isObject(value)
    ? firstText(value['detail-type'], value.title, value.message)
    : (text.trim().split('\n', 1)[0] ?? '');
  const title = readTitle(subject ?? '', warnings) || readTitle(said, warnings);
  const body =
    value === undefined ? carriedBody(JSON.stringify(text), text, warnings) : carriedBody(text, value, warnings);
  if (title !== '') return { ...plain, title, body, warnings };
  // only equal ones are one incident: what they are about is known to nobody
  const key = `message ${createHash('sha256').update(text).digest('hex')}`;
  return {
    ...plain,
    title: readTitle(`A message of the SNS topic ${topic.split(':').at(-1)}`, warnings),
    key,
    body,
    warnings,
  };
}

function confirmationOf({ TopicArn: topic, Type: type }: Message, { text, value }: JsonObject): MonitorEvent {
  const ends = type === 'UnsubscribeConfirmation';
  const warnings = [
    ends
      ? 'The topic was unsubscribed. To take that back, open the SubscribeURL of the details in a browser.'
      : 'Confirm the subscription: open the SubscribeURL of the details in a browser, or confirm it in the AWS console.',
  ];
  const title = ends ? 'SNS topic was unsubscribed' : 'SNS subscription waits for its confirmation';
  return {
    ...plain,
    title: readTitle(`${title}: ${topic}`, warnings),
    body: carriedBody(text, value, warnings),
    warnings,
  };
}

const plain = { key: null, severity: null, priority: null, status: 'trigger' } as const;

function jsonOf(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && depthOf(text) <= maxDepth ? value : undefined;
  } catch {
    return undefined;
  }
}
