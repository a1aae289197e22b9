import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { DomainError } from '@ringdown/kernel';
import { readBody } from './read-body.js';

const json = 'application/json; charset=utf-8';
const form = 'application/x-www-form-urlencoded';

const read = (contentType: string | undefined, sent: string | Buffer, contentEncoding?: string) =>
  readBody({ contentType, contentEncoding, bytes: Buffer.from(sent) });

/** The fields, however they came. */
async function fieldsOf(...sent: Parameters<typeof read>) {
  const body = await read(...sent);
  return body.kind === 'json' ? body.json.value : body.fields;
}

async function refusal(...sent: Parameters<typeof read>): Promise<string> {
  const error: unknown = await read(...sent).then(
    () => 'it was read',
    (reason: unknown) => reason,
  );
  return error instanceof DomainError ? `${error.kind}: ${error.message}` : String(error);
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16 = (text: string, mark = true): Buffer => Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
const stoerung = '{"title":"Störung"}';

describe('readBody', () => {
  it.each([
    ['JSON', json, '{"title":"Disk full","body":{"a":1}}', { title: 'Disk full', body: { a: 1 } }],
    ['JSON behind a byte order mark', json, '\ufeff{"title":"x"}', { title: 'x' }],
    ['a JSON kind of its own', 'application/vnd.monitor+json', '{"title":"x"}', { title: 'x' }],
    ['an empty object', json, '{}', {}],
    ['a form', form, 'title=Disk+full&body=%7B%22a%22%3A1%7D', { title: 'Disk full', body: '{"a":1}' }],
    ['a form with broken escapes', form, 'title=100%25+or+100%&a=%zz', { title: '100% or 100%', a: '%zz' }],
    ['a form with a name alone, and one twice', form, 'title=a&&body&title=b=c', { title: 'b=c', body: '' }],
    ['a form with none of our fields', form, 'host=db1', { host: 'db1' }],
    ['JSON that curl calls a form', form, '{"title":"a=b&c"}', { title: 'a=b&c' }],
    ['JSON without a content type', undefined, '{"title":"x"}', { title: 'x' }],
    ['JSON as text', 'text/plain', ' {"title":"x"}\n', { title: 'x' }],
    ['JSON under a content type that is none', 'json; =', '{"title":"x"}', { title: 'x' }],
    ['a form without a content type', undefined, 'title=a%20b&status=resolve\n', { title: 'a b', status: 'resolve' }],
  ])('reads %s', async (_what, type, text, fields) => {
    const body = await read(type, text);
    expect(body.warnings).toEqual([]);
    expect(body.kind === 'json' ? body.json.value : body.fields).toEqual(fields);
  });

  it.each([
    ['a form sent as JSON', json, 'title=x', 'line 1, column 1'],
    ['an array', json, '[{"title":"x"}]', 'not an object'],
    ['a string', json, '"Disk full"', 'not an object'],
    ['null', undefined, 'null', 'not an object'],
    ['any text', 'text/plain', 'Disk full', 'neither JSON nor a form'],
    ['nothing', json, ' \n', 'empty'],
    ['no bytes', json, '', 'empty'],
  ])('refuses %s', async (_what, type, text, reason) => {
    expect(await refusal(type, text)).toMatch(new RegExp(`^invalid: .*${reason}.*Send a JSON object`, 's'));
  });

  // as curl, cmd.exe and scripts send it: under any content type
  it.each([
    ['a comma too many', '{"title": "Disk full",}', 'line 1, column 23: a comma with nothing behind it'],
    ['no quotes, with those of cmd.exe', "'{title: x}'", 'line 1, column 1: a single quote. .* cmd.exe'],
    ['no quotes', '{title: x}', 'line 1, column 2: a name without double quotes'],
    ['single quotes', "{'title': 'x'}", 'line 1, column 2: a single quote'],
    ['a line break in a text', '{\n"title": "a\nb"}', 'line 2, column 12: a line break'],
    ['a backslash of Windows', '{"title": "C:\\Data"}', 'line 1, column 14: a backslash'],
    ['a text without quotes', '{"title": Disk full}', 'line 1, column 11: a value that is no JSON'],
    ['a number that is none', '{"body": [1, 007]}', 'line 1, column 14: a value that is no JSON'],
    ['no comma', '{"title": "x" "body": 1}', 'line 1, column 15: a comma or } is missing'],
    ['no colon', '{"title" "x"}', 'line 1, column 10: a colon is missing'],
    ['no value', '{"body": [1,]}', 'line 1, column 13: a value is missing'],
    ['no end', '{"title": "x"', 'line 1, column 14: the body ends'],
    ['no end of a text', '{"title": "x', 'line 1, column 13: a text has no closing double quote'],
    ['two objects', '{"title": "x"}\n{"title": "y"}', 'line 2, column 1: there is more'],
    ['a depth bomb', '['.repeat(100_000), 'line 1, column 100001: the body ends'],
  ])('says where JSON with %s is broken', async (_what, text, reason) => {
    for (const type of [form, json, undefined, 'text/plain']) {
      expect(await refusal(type, text)).toMatch(new RegExp(`^invalid: The body is not valid JSON: ${reason}`));
    }
  });
});

describe('the charset of a body', () => {
  it.each([
    ['UTF-8', json, Buffer.from(stoerung)],
    ['Windows-1252, as declared', 'application/json; charset=windows-1252', latin1(stoerung)],
    ['Latin-1, as declared', 'application/json;charset="ISO-8859-1"', latin1(stoerung)],
    ['UTF-8 that is called ASCII', 'application/json; charset=us-ascii', Buffer.from(stoerung)],
    ['UTF-16 with its mark', json, utf16(stoerung)],
    ['big-endian UTF-16 with its mark', undefined, utf16(stoerung).swap16()],
    ['UTF-16 without its mark', json, utf16(stoerung, false)],
    ['UTF-16, as declared', 'application/json; charset=utf-16le', utf16(stoerung, false)],
    ['a form in UTF-8', form, Buffer.from('title=St%C3%B6rung')],
    ['a form in Latin-1, as declared', `${form}; charset=iso-8859-1`, Buffer.from('title=St%F6rung')],
    ['a form in UTF-16', form, utf16('title=St%C3%B6rung')],
  ])('is read: %s', async (_what, type, bytes) => {
    expect((await read(type, bytes)).warnings).toEqual([]);
    expect(await fieldsOf(type, bytes)).toEqual({ title: 'Störung' });
  });

  it.each([
    ['Windows-1252 undeclared', 'application/json', latin1(stoerung), 'is not UTF-8; it was read as Windows-1252'],
    ['Windows-1252 called UTF-8', json, latin1(stoerung), 'is not utf-8; it was read as Windows-1252'],
    ['a form in Windows-1252', form, Buffer.from('title=St%F6rung'), 'read as Windows-1252'],
    ['raw Windows-1252 in a form', form, latin1('title=Störung'), 'read as Windows-1252'],
    [
      'UTF-8 called UTF-16',
      'application/json; charset=utf-16',
      Buffer.from(`${stoerung} `),
      'is not utf-16; it was read as UTF-8',
    ],
    ['an unknown charset', 'application/json; charset=cp850', Buffer.from(stoerung), 'charset cp850 is not known here'],
    [
      'Windows-1252 called ISO-2022-JP',
      'text/plain; charset=iso-2022-jp',
      Buffer.concat([latin1('{"title":"St\xf6rung"}')]),
      'read as Windows-1252',
    ],
  ])('never loses the alert: %s', async (_what, type, bytes, warning) => {
    expect((await read(type, bytes)).warnings).toEqual([expect.stringContaining(warning)]);
    expect(await fieldsOf(type, bytes)).toEqual({ title: 'Störung' });
  });

  it('knows where Windows-1252 is not Latin-1', async () => {
    const bytes = Buffer.from([...Buffer.from('{"title":"'), 0x80, 0x93, 0x99, 0x9c, 0x81, 0xa0, 0xff, 0x22, 0x7d]);
    for (const type of ['application/json; charset=windows-1252', 'application/json']) {
      expect(await fieldsOf(type, bytes)).toEqual({ title: '€“™œ\u0081\u00a0ÿ' });
    }
  });
});

describe('a packed body', () => {
  const packed = Buffer.from(stoerung);
  it.each([
    ['gzip', gzipSync(packed)],
    ['X-GZIP', gzipSync(packed)],
    ['deflate', deflateSync(packed)],
    ['deflate', deflateRawSync(packed)],
    ['br', brotliCompressSync(packed)],
    ['gzip, br', brotliCompressSync(gzipSync(packed))],
    ['identity', packed],
  ])('is unpacked: %s', async (encoding, bytes) => {
    expect(await fieldsOf(json, bytes, encoding)).toEqual({ title: 'Störung' });
    expect((await read(json, bytes, encoding)).warnings).toEqual([]);
  });

  it.each([
    ['packed without saying so', undefined, gzipSync(packed), 'Say so: Content-Encoding: gzip'],
    ['only called packed', 'gzip', packed, 'the body is no gzip'],
    ['a charset for an encoding', 'UTF-8', packed, 'the body is no utf-8'],
    ['packed once, called twice', 'gzip, gzip', gzipSync(packed), 'the body is no gzip'],
  ])('never loses the alert: %s', async (_what, encoding, bytes, warning) => {
    const body = await read(json, bytes, encoding);
    expect(body.warnings).toEqual([expect.stringContaining(warning)]);
    expect(await fieldsOf(json, bytes, encoding)).toEqual({ title: 'Störung' });
  });

  it.each([
    ['cut off', 'gzip', gzipSync(Buffer.alloc(3000, stoerung)).subarray(0, 40), 'invalid: .*cannot be unpacked'],
    [
      'in an encoding that nobody knows',
      'zstd',
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]),
      'invalid: .*zstd is not known',
    ],
    ['too often', 'gzip,gzip,gzip,gzip,gzip', packed, 'invalid: .*more than 4'],
    ['and empty', 'gzip', gzipSync(''), 'invalid: .*empty'],
  ])('is refused: %s', async (_what, encoding, bytes, reason) => {
    expect(await refusal(json, bytes, encoding)).toMatch(new RegExp(reason));
  });

  it.each([
    ['gzip', (bomb: Buffer) => gzipSync(bomb)],
    ['deflate', (bomb: Buffer) => deflateSync(bomb)],
    ['deflate', (bomb: Buffer) => deflateRawSync(bomb)],
    ['br', (bomb: Buffer) => brotliCompressSync(bomb)],
    ['gzip, gzip', (bomb: Buffer) => gzipSync(gzipSync(bomb))],
  ])('may come to 512 KiB and not a byte more: %s', async (encoding, pack) => {
    const ofSize = (bytes: number): Buffer => pack(Buffer.from(`{"body":"${'x'.repeat(bytes - 11)}"}`));
    expect((await read(json, ofSize(512 * 1024), encoding)).chars).toBe(512 * 1024);
    expect(await refusal(json, ofSize(512 * 1024 + 1), encoding)).toMatch(/^too-large: .*512 KiB/);
    expect(await refusal(json, ofSize(50_000_000), encoding)).toMatch(/^too-large/);
  });
});

describe('multipart/form-data', () => {
  const parts = (...all: [headers: string, content: string | Buffer][]): Buffer =>
    Buffer.concat([
      ...all.flatMap(([headers, content]) => [
        Buffer.from(`--xyz\r\nContent-Disposition: form-data; ${headers}\r\n\r\n`),
        Buffer.from(content),
        Buffer.from('\r\n'),
      ]),
      Buffer.from('--xyz--\r\n'),
    ]);
  const type = 'multipart/form-data; boundary=xyz';
  const sent = parts(['name="title"', 'Störung'], ['name="body"; filename="log.txt"', 'a\r\nb'], ['name="empty"', '']);

  it.each([[type], ['Multipart/Form-Data; boundary="xyz"'], ['multipart/form-data']])(
    'is read like a form: %s',
    async (contentType) => {
      expect(await fieldsOf(contentType, sent)).toEqual({ title: 'Störung', body: 'a\r\nb', empty: '' });
      expect((await read(contentType, sent)).kind).toBe('form');
    },
  );

  it('may have long parts, files among them', async () => {
    const long = 'Zeile\r\n'.repeat(30_000);
    const bytes = parts(['name="title"', 'Long'], ['name="body"; filename="a.log"', long], ['name="status"', 'ok']);
    expect(await fieldsOf(type, bytes)).toEqual({ title: 'Long', body: long, status: 'ok' });
  });

  it('is read in Windows-1252 where it is no UTF-8', async () => {
    const bytes = parts(['name="title"\r\nContent-Type: text/plain; charset=ISO-8859-1', latin1('Störung')]);
    expect(await fieldsOf(type, bytes)).toEqual({ title: 'Störung' });
    expect((await read(type, bytes)).warnings).toHaveLength(1);
  });

  it('is read whatever its line breaks are, with preamble and epilogue, and parts that are none of ours', async () => {
    const text =
      'preamble\r\n--xyz\r\nContent-Type: text/plain\r\n\r\nno name\r\n--xyz  \r\ncontent-disposition:form-data;name=title;x=1\r\n\r\na\r\n\r\nb\r\n--xyz--\r\nepilogue';
    for (const sent of [text, text.replaceAll('\r', '')]) {
      const { title, ...others } = await fieldsOf(type, sent);
      expect([String(title).replaceAll('\r', ''), others]).toEqual(['a\n\nb', {}]);
    }
  });

  it('answers where a long part has no name', async () => {
    const bytes = Buffer.from(
      `--xyz\r\nContent-Disposition?: form-data; name="title"\r\n\r\n${'x'.repeat(100_000)}\r\n--xyz--`,
    );
    expect(await refusal(type, bytes)).toMatch(/^invalid: /);
  });

  it('may be JSON that is only called so', async () => {
    expect(await fieldsOf(type, stoerung)).toEqual({ title: 'Störung' });
  });

  it.each([
    ['cut off', sent.subarray(0, -20)],
    ['none at all', Buffer.from('--abc\r\n\r\n')],
    ['without parts', Buffer.from('--xyz--\r\n')],
  ])('is refused: %s', async (_what, bytes) => {
    expect(await refusal(type, bytes)).toMatch(/^invalid: /);
  });
});
