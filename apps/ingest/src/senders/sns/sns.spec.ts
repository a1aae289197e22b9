import { readOnly, shownLinks } from '../../testing/read-events.js';
import { cloudwatchAlarm, snsBody, snsSubscription } from '../../testing/sender-bodies.js';

describe('Amazon SNS', () => {
  it.each([
    ['ALARM', 'trigger'],
    ['INSUFFICIENT_DATA', 'trigger'],
    ['OK', 'resolve'],
  ])('reads a CloudWatch alarm: %s', (NewStateValue, status) => {
    const Message = JSON.stringify(cloudwatchAlarm({ NewStateValue }));
    expect(readOnly(snsBody({ Message }))).toMatchObject({
      title: 'db-1 CPU',
      key: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:db-1 CPU',
      body: Message,
      status,
      warnings: [],
    });
  });

  it.each([
    [{ Subject: 'Backup failed', Message: 'of db-1\nsee log' }, 'Backup failed', '"of db-1\\nsee log"'],
    [{ Subject: null, Message: '\nof db-1\nsee log' }, 'of db-1', '"\\nof db-1\\nsee log"'],
    [{ Subject: 'Event', Message: '{"id":2868860079149422351}' }, 'Event', '{"id":2868860079149422351}'],
  ])('reads any other message: %j', (fields, title, body) => {
    expect(readOnly(snsBody(fields))).toMatchObject({ title, key: null, body, status: 'trigger', warnings: [] });
  });

  it('loses what is no text in a message that is JSON itself', () => {
    const Message = JSON.stringify(cloudwatchAlarm()).replace('"AlarmName":"', '$&\ud800');
    expect(readOnly(snsBody({ Message }))).toMatchObject({
      title: '\ufffddb-1 CPU',
      body: expect.stringContaining('"AlarmName":"\ufffddb-1 CPU"') as string,
      warnings: [expect.stringContaining('title'), expect.stringContaining('body')],
    });
  });

  it('has the alarm in the AWS console as a link, in each part of AWS', () => {
    const linkOf = (AlarmArn: string) =>
      shownLinks(snsBody({ Message: JSON.stringify(cloudwatchAlarm({ AlarmArn })) }));
    expect(linkOf('arn:aws:cloudwatch:eu-central-1:123456789012:alarm:db-1 CPU (5 %)/a:b')).toEqual([
      'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/db-1%20CPU%20%285%20%25%29%2Fa%3Ab',
    ]);
    expect(linkOf('arn:aws-cn:cloudwatch:cn-north-1:1:alarm:x')[0]).toContain('//cn-north-1.console.amazonaws.cn/');
    expect(linkOf('arn:other:cloudwatch:x:1:alarm:x')).toEqual([]);
    expect(linkOf('arn:aws:cloudwatch:evil.example/#:1:alarm:x')).toEqual([]);
  });

  it.each<[object, object]>([
    [{ AlarmName: ' ' }, { title: 'An event of Amazon SNS without a title', status: 'trigger' }],
    [{ AlarmArn: undefined }, { title: 'db-1 CPU', key: null }],
    [
      { AlarmArn: null, StateChangeTime: null, Trigger: null },
      { title: 'db-1 CPU', key: null, warnings: [] },
    ],
    [
      { extra: 1, title: 'foreign', status: 'resolved' },
      { title: 'db-1 CPU', status: 'trigger', severity: null },
    ],
  ])('reads an alarm with %j', (fields, expected) => {
    expect(readOnly(snsBody({ Message: JSON.stringify(cloudwatchAlarm(fields)) }))).toMatchObject(expected);
  });

  it('reads an alarm that comes without its envelope', () => {
    expect(readOnly(cloudwatchAlarm(), 'sns')).toMatchObject({ title: 'db-1 CPU', status: 'trigger', warnings: [] });
  });

  it.each([
    [
      { 'detail-type': 'EC2 Instance State-change Notification', source: 'aws.ec2' },
      'EC2 Instance State-change Notification',
    ],
    [{ records: [] }, 'A message of the SNS topic alarms'],
  ])('has a title that can be read aloud where a message is JSON: %j', (message, title) => {
    expect(readOnly(snsBody({ Subject: null, Message: JSON.stringify(message) }))).toMatchObject({
      title,
      warnings: [],
    });
  });

  it('does not take two messages that say nothing of themselves for one', () => {
    const keyOf = (n: number) => readOnly(snsBody({ Subject: '', Message: `{"n":${n}}` }))?.key;
    expect(keyOf(1)).not.toBe(keyOf(2));
    expect(keyOf(1)).toBe(keyOf(1));
  });

  it('asks people to confirm a subscription', () => {
    const event = readOnly(snsSubscription);
    expect(event?.title).toBe(
      'SNS subscription waits for its confirmation: arn:aws:sns:eu-central-1:123456789012:alarms',
    );
    expect(event?.warnings).toEqual([expect.stringContaining('open the SubscribeURL')]);
    expect(event?.body).toContain('"SubscribeURL":"https://sns.');
  });

  it('opens an incident with the raw body where it is not as it should be', () => {
    expect(readOnly(snsBody({ Type: 'Other' }))).toMatchObject({
      title: 'An event of Amazon SNS that could not be read',
      warnings: [expect.stringContaining('Type: choose')],
    });
    expect(readOnly(snsBody({ Message: `${'['.repeat(20_000)}${']'.repeat(20_000)}` }))?.status).toBe('trigger');
  });
});
