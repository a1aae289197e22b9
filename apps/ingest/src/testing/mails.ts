import { Readable } from 'node:stream';
import fc from 'fast-check';
import { parseMail } from '../email/parse-mail.js';
import { readMail } from '../senders/email/email.js';

/** Reads a mail that arrives in pieces. */
export const parse = (mail: string | Buffer, returnPath = 'nagios@example.com') =>
  parseMail(
    Readable.from(chunksOf(Buffer.isBuffer(mail) ? mail : Buffer.from(mail.replaceAll('\n', '\r\n')))),
    returnPath,
  );

function* chunksOf(bytes: Buffer, length = 1000): Generator<Buffer> {
  for (let i = 0; i < bytes.length; i += length) yield bytes.subarray(i, i + length);
}

export const mailHeaders = `From: =?utf-8?q?St=C3=B6rung?= <nagios@example.com>
To: secret@alerts.example.com
Subject: =?iso-8859-1?q?[PROBLEM]_Gr=FC=DFe?=
 =?iso-8859-1?q?_von_db1?=
Date: Mon, 05 Jan 2026 10:00:00 +0100
Message-ID: <1@example.com>
`;

/** With a text in another charset than UTF-8, an attachment and another mail in it. */
export const mixedMail = `${mailHeaders}MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/plain; charset=windows-1252
Content-Transfer-Encoding: quoted-printable

=80 100, gr=FC=DF
--x
Content-Type: image/png; name="graph.png"
Content-Disposition: attachment; filename*=utf-8''gr%C3%BCn.png
Content-Transfer-Encoding: base64

AAECAwQFBgc=
--x
Content-Type: message/rfc822

Subject: inner

text
--x--
`;

const whole = Buffer.from(mixedMail.replaceAll('\n', '\r\n'));

const edit = fc.record({
  at: fc.nat(whole.length - 1),
  length: fc.nat(30),
  put: fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.constantFrom('\r\n\r\n', '--x\r\n', '=?utf-8?q?', '\0', ';;', '"').map((text) => Buffer.from(text)),
  ),
});

const mangledMail = fc
  .array(edit, { minLength: 1, maxLength: 8 })
  .map((edits) =>
    edits.reduce(
      (mail, { at, length, put }) => Buffer.concat([mail.subarray(0, at), put, mail.subarray(at + length)]),
      whole,
    ),
  );

/** Expects an event with a title of each of so many mails. */
export const readsMangledMails = (numRuns: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(mangledMail, async (bytes) => {
      const mail = await parse(bytes);
      const { events } = readMail({ ...mail, headers: {} }, null);
      expect(events).toHaveLength(1);
      expect(events[0]?.title).not.toBe('');
      expect(() => JSON.stringify(events)).not.toThrow();
    }),
    { numRuns },
  );
