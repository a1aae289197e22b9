import { MailServer } from '@ringdown/testkit';
import { type ParsedMail, simpleParser } from 'mailparser';
import { aMessage, anOutgoing } from '../testing/messages.js';
import { MailChannel } from './mail-channel.js';
import { Mailer } from './mailer.js';

const publicUrl = 'https://ringdown.example.com';
let server: MailServer;
let mailer: Mailer;
beforeAll(async () => {
  server = await MailServer.start();
});
beforeEach(() => {
  server.reset();
  mailer = new Mailer({ smtpUrl: server.url, publicUrl });
});
afterEach(() => mailer.close());
afterAll(() => server.stop());

const deliver = (outgoing = anOutgoing(), address = 'ops+alerts@example.com') =>
  new MailChannel(address, mailer).deliver(outgoing);
const parsed = (n = 0): Promise<ParsedMail> => simpleParser(server.mails[n] ?? '');

it('sends both forms to one address, with the sender and the marks of a machine', async () => {
  expect(await deliver()).toEqual({ type: 'accepted', detail: expect.stringContaining('250') as string });
  const mail = await parsed();
  expect(server.recipients).toEqual([['ops+alerts@example.com']]);
  expect([mail.to].flat()[0]?.text).toBe('ops+alerts@example.com');
  expect(mail.from?.text).toBe('"Ringdown" <ringdown@ringdown.example.com>');
  expect(mail.text).toContain('Outcome: Answered');
  expect(mail.html).toContain('<b>Outcome:</b> Answered');
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail.headers.get('x-ringdown-notification')).toBe('dlv_1');
  expect(mail.attachments).toEqual([]);
});

it('makes one thread of all that is told of one incident, and knows a mail that is sent again', async () => {
  const subject = '[Ringdown #142] Disk full on db-1';
  const about = { threadId: 'inc_1' };
  await deliver(anOutgoing({ ...about, id: 'dlv_1', message: aMessage({ subject, title: '#142 opened: Disk full' }) }));
  await deliver(
    anOutgoing({ ...about, id: 'dlv_2', message: aMessage({ subject, title: '#142 resolved by Priya S.' }) }),
  );
  await deliver(
    anOutgoing({ ...about, id: 'dlv_2', message: aMessage({ subject, title: '#142 resolved by Priya S.' }) }),
  );
  const mails = await Promise.all([0, 1, 2].map(parsed));
  expect(mails.map((mail) => mail.messageId)).toEqual(
    ['dlv_1', 'dlv_2', 'dlv_2'].map((id) => `<${id}@ringdown.example.com>`),
  );
  for (const mail of mails) {
    expect(mail.subject).toBe(subject);
    expect(mail.references).toBe('<inc_1@ringdown.example.com>');
    expect(mail.inReplyTo).toBe('<inc_1@ringdown.example.com>');
  }
});

it('writes subjects and texts in any script', async () => {
  const title = `Überlauf: 磁盘已满 🔥 ${'слишком длинное имя '.repeat(8)}`.trim();
  await deliver(anOutgoing({ message: aMessage({ title, quote: 'نص عربي' }) }));
  const mail = await parsed();
  expect(mail.subject).toBe(`[Ringdown] ${title}`);
  expect(mail.text).toContain('نص عربي');
  // nothing outside of ASCII in a head, and no line longer than RFC 5322 allows
  const [head = ''] = (server.mails[0] ?? '').split('\r\n\r\n');
  expect(head).toMatch(/^[\x20-\x7e\r\n\t]*$/);
  for (const line of head.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
});

it.each(['\r\nBcc: evil@example.com', '\nX-Evil: 1\n\nbody', '\r\n.\r\nMAIL FROM:<evil@example.com>'])(
  'lets no text become a header or a command: %j',
  async (injected) => {
    const message = aMessage({ title: `Disk${injected}`, subject: `Disk${injected}`, quote: injected });
    expect(await deliver(anOutgoing({ message }))).toMatchObject({ type: 'accepted' });
    const mail = await parsed();
    expect(server.mails).toHaveLength(1);
    expect(server.recipients).toEqual([['ops+alerts@example.com']]);
    expect(mail.bcc).toBeUndefined();
    expect(mail.headers.has('x-evil')).toBe(false);
    expect(mail.subject).toContain('Disk');
  },
);

it.each(['ops@example.com, evil@example.com', 'ops@example.com\r\nBcc: evil@example.com', 'Evil <evil@example.com>'])(
  'sends to no address but one: %j',
  async (address) => {
    await deliver(anOutgoing(), address);
    expect(server.recipients.flat()).not.toContain('evil@example.com');
    expect(server.recipients.flat().length).toBeLessThanOrEqual(1);
  },
);

it.each([
  [421, 'retry'],
  [451, 'retry'],
  [550, 'failed-for-good'],
  [554, 'failed-for-good'],
])('is told %d by the mail server: %s', async (code, type) => {
  server.refusal = { code, text: 'not this one' };
  expect(await deliver()).toEqual({ type, reason: expect.stringContaining('not this one') as string });
});

it('is tried again where the connection breaks before the answer, and is then known by its Message-ID', async () => {
  server.failures.push('hangs up');
  expect(await deliver()).toEqual({ type: 'retry', reason: expect.stringMatching(/closed|ECONNRESET/i) as string });
  expect(await deliver()).toMatchObject({ type: 'accepted' });
  const ids = (await Promise.all([0, 1].map(parsed))).map(({ messageId }) => messageId);
  expect(ids).toEqual(['<dlv_1@ringdown.example.com>', '<dlv_1@ringdown.example.com>']);
});

it('waits for a mail server no longer than whoever waits for the channel', async () => {
  server.failures.push('says nothing');
  const began = performance.now();
  expect(await new MailChannel('ops@example.com', mailer, 300).deliver(anOutgoing())).toEqual({
    type: 'retry',
    reason: 'The mail server has not taken it within 0.3 s',
  });
  expect(performance.now() - began).toBeLessThan(3000);
});

it('tries again when the mail server cannot be reached, and names the setting where there is none', async () => {
  mailer.close();
  mailer = new Mailer({ smtpUrl: 'smtp://127.0.0.1:1', publicUrl });
  expect(await deliver()).toEqual({ type: 'retry', reason: expect.stringContaining('ECONNREFUSED') as string });
  mailer = new Mailer({ smtpUrl: undefined, publicUrl });
  expect(await deliver()).toEqual({
    type: 'failed-for-good',
    reason: expect.stringContaining('SMTP_URL') as string,
  });
});

it('sends under the address that SMTP_URL names', async () => {
  mailer.close();
  mailer = new Mailer({ smtpUrl: `${server.url}?from=alerts@example.org`, publicUrl });
  await deliver();
  expect((await parsed()).from?.text).toBe('"Ringdown" <alerts@example.org>');
});
