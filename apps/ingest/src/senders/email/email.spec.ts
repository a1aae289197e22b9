import { readBody } from '../../bytes/index.js';
import { sampleOf } from '../../received-events/sample.js';
import { expectedOf, readFor } from '../../webhooks/read-for.js';
import { readMail } from './email.js';
import { type ReceivedMail, receivedMail } from './received-mail.js';

const mail = (fields: Partial<ReceivedMail> = {}): ReceivedMail =>
  receivedMail.parse({
    from: 'Nagios <nagios@example.com>',
    subject: '[PROBLEM] Disk full',
    text: 'Used: 97 %',
    ...fields,
  });

it('has the mail as details, its attachments by name', () => {
  const attachments = [{ name: 'graph.png', contentType: 'image/png', bytes: 8 }];
  expect(readMail(mail({ attachments, warnings: ['w'] }), null)).toEqual({
    readAs: 'email',
    events: [
      {
        title: 'Disk full',
        key: null,
        body: {
          value: {
            from: 'Nagios <nagios@example.com>',
            subject: '[PROBLEM] Disk full',
            text: 'Used: 97 %',
            attachments,
          },
          text: undefined,
        },
        severity: null,
        priority: null,
        status: 'trigger',
        warnings: ['w'],
      },
    ],
    warnings: ['w'],
  });
});

it.each([
  [{ subject: '[RESOLVED]', text: '\n  Disk full on db1\nmore' }, 'Disk full on db1'],
  [{ subject: '', text: '' }, 'A mail without a subject from Nagios <nagios@example.com>'],
  [{ subject: '', text: '', from: '' }, 'A mail without a subject'],
  [{ subject: '', text: '', from: '', warnings: ['w'] }, 'A mail that could not be read'],
])('makes a title of %j', (fields, title) => {
  expect(readMail(mail(fields), null).events[0]?.title).toBe(title);
});

it.each([
  [{ 'return-path': '' }, 'no return path'],
  [{ 'auto-submitted': 'auto-replied (vacation)' }, 'automatic reply'],
  [{ precedence: 'auto_reply' }, 'automatic reply'],
  [{ 'x-autoreply': 'yes' }, 'automatic reply'],
  [{ 'x-autorespond': '' }, 'automatic reply'],
  [{ 'content-type': 'multipart/report' }, 'a report of a mail server'],
  [{ 'received-count': '31' }, 'more than 30 mail servers'],
  [{ 'x-ringdown-notification': 'ntf_1' }, 'Ringdown sent itself'],
])('opens nothing for %j, and says why', (headers: Record<string, string>, reason) => {
  const { events, warnings } = readMail(mail({ headers }), null);
  expect(events).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining(reason)]);
});

it('opens an incident for what a monitor generates, and lists send', () => {
  const headers = {
    'auto-submitted': 'auto-generated',
    precedence: 'bulk',
    'return-path': 'a@b.example',
    'received-count': '30',
  };
  expect(readMail(mail({ headers }), null).events).toHaveLength(1);
});

it.each([null, { resolve: ['Gone', 'x'], trigger: ['There'] }])(
  'ends by a test what a test began, by %j',
  async (subjectWords) => {
    const integration = { type: 'email', mapping: null, subjectWords };
    const read = async (status: 'trigger' | 'resolve') => {
      const { contentType, body } = sampleOf(integration, status);
      const sent = await readBody({ bytes: Buffer.from(body), contentType, contentEncoding: undefined });
      const [event] = readFor(integration, expectedOf(integration), {})(sent).events;
      return event && [event.title, event.status];
    };
    expect(await read('trigger')).toEqual(['Test of Ringdown: nothing is wrong', 'trigger']);
    expect(await read('resolve')).toEqual(['Test of Ringdown: nothing is wrong', 'resolve']);
  },
);

it('says how a mail is to be given where it is another object', async () => {
  const sent = await readBody({
    bytes: Buffer.from('{"subject":5}'),
    contentType: 'application/json',
    contentEncoding: undefined,
  });
  const integration = { type: 'email', mapping: null, subjectWords: null };
  expect(() => readFor(integration, 'email', {})(sent)).toThrow('A mail is read from JSON such as');
});
