import { Readable } from 'node:stream';
import { mixedMail, mailHeaders as headers, parse, readsMangledMails } from '../testing/mails.js';
import { parseMail } from './parse-mail.js';

it('reads header, text and attachments in whatever charset', async () => {
  expect(await parse(mixedMail)).toEqual({
    from: '"Störung" <nagios@example.com>',
    to: 'secret@alerts.example.com',
    subject: '[PROBLEM] Grüße von db1',
    date: '2026-01-05T09:00:00.000Z',
    messageId: '<1@example.com>',
    text: '€ 100, grüß',
    attachments: [
      { name: 'grün.png', contentType: 'image/png', bytes: 8 },
      { name: 'without a name', contentType: 'message/rfc822', bytes: expect.any(Number) as number },
    ],
    headers: { 'content-type': 'multipart/mixed', 'return-path': 'nagios@example.com', 'received-count': '0' },
    warnings: [],
  });
});

it('makes a text of HTML where there is no other', async () => {
  const html = `${headers}Content-Type: text/html; charset=utf-8

<html><style>p{}</style><body><h1>Disk</h1><p>97&nbsp;% of <b>/dev/sda1</b></p></body></html>`;
  expect((await parse(html)).text).toMatch(/^disk\s+97.% of \/dev\/sda1$/i);
});

it('keeps what says how the mail came about', async () => {
  const received = Array.from({ length: 31 }, (_none, n) => `Received: from a by b; ${n}\n`).join('');
  const mail = await parse(
    `${received}Auto-Submitted: auto-replied\nX-Ringdown-Notification: ntf_1\n${headers}\ntext`,
    '',
  );
  expect(mail.headers).toEqual({
    'auto-submitted': 'auto-replied',
    'x-ringdown-notification': 'ntf_1',
    'return-path': '',
    'received-count': '31',
  });
});

it('passes a mail on that it cannot read, as far as it goes', async () => {
  const parts = Array.from({ length: 400 }, () => '--x\n\na\n').join('');
  const mail = await parse(`${headers}Content-Type: multipart/mixed; boundary=x\n\n${parts}`);
  expect(mail).toMatchObject({
    subject: '[PROBLEM] Grüße von db1',
    warnings: [expect.stringContaining('could not be read as a whole')],
  });
  expect(mail.text).toContain('--x');
  const noHeader = await parse(`Subject: Disk full\nX-Long: ${'x'.repeat(400_000)}\n\ntext`);
  expect(noHeader).toMatchObject({ subject: 'Disk full', warnings: [expect.stringContaining('as a whole')] });
});

it('cuts what is too long', async () => {
  const mail = await parse(`${headers}\n${'word '.repeat(40_000)}`);
  expect(mail.text.length).toBeLessThanOrEqual(50_000);
  expect(mail.warnings).toEqual(['The text was cut behind 50000 characters.']);
});

it.each([
  ['HTML of many elements', `Content-Type: text/html\n\n${'<p>a</p>'.repeat(100_000)}`],
  ['HTML nested deeply', `Content-Type: text/html\n\n${'<div>'.repeat(100_000)}`],
  ['multiparts within multiparts', nested(290)],
  ['many addresses', `To: ${'a@b.example, '.repeat(15_000)}\n\ntext`],
  ['an encoded word of an endless number of parts', `Subject: ${'=?utf-8?q?a?= '.repeat(15_000)}\n\ntext`],
])('is done soon with %s', async (_what, mail) => {
  const begun = performance.now();
  await parse(`Subject: x\n${mail}`);
  expect(performance.now() - begun).toBeLessThan(10_000);
});

function nested(levels: number): string {
  let mail = '';
  for (let n = 0; n < levels; n++) mail += `Content-Type: multipart/mixed; boundary=b${n}\n\n--b${n}\n`;
  return `${mail}\ntext`;
}

it('fails where the mail breaks off', async () => {
  const broken = Readable.from(
    (function* () {
      yield Buffer.from('Subject: x\r\n');
      throw new Error('the connection is gone');
    })(),
  );
  await expect(parseMail(broken, '')).rejects.toThrow('the connection is gone');
});

it('reads any mangled mail as an alert with a title', () => readsMangledMails(200));
