import { readBody } from './read-body.js';

const json = 'application/json; charset=utf-8';
const form = 'application/x-www-form-urlencoded';
const read = (type: string | undefined, text: string) => readBody(type, Buffer.from(text));

describe('readBody', () => {
  it.each([
    ['JSON', json, '{"title":"Disk full","body":{"a":1}}', { title: 'Disk full', body: { a: 1 } }],
    ['JSON behind a byte order mark', json, '\ufeff{"title":"x"}', { title: 'x' }],
    ['a JSON kind of its own', 'application/vnd.monitor+json', '{"title":"x"}', { title: 'x' }],
    ['an empty object', json, '{}', {}],
    ['a form', form, 'title=Disk+full&body=%7B%22a%22%3A1%7D', { title: 'Disk full', body: '{"a":1}' }],
    ['a form with none of our fields', form, 'host=db1', { host: 'db1' }],
    ['JSON that curl calls a form', form, '{"title":"a=b&c"}', { title: 'a=b&c' }],
    ['JSON without a content type', undefined, '{"title":"x"}', { title: 'x' }],
    ['JSON as text', 'text/plain', ' {"title":"x"}\n', { title: 'x' }],
    [
      'a form without a content type',
      undefined,
      'title=Disk%20full&status=resolve\n',
      { title: 'Disk full', status: 'resolve' },
    ],
  ])('reads %s', (_what, type, text, fields) => {
    expect(read(type, text)).toEqual({ kind: 'fields', fields });
  });

  it.each([
    ['broken JSON', json, '{"title":', 'not valid JSON'],
    ['a form sent as JSON', json, 'title=x', 'not valid JSON'],
    ['an array', json, '[{"title":"x"}]', 'not an object'],
    ['a string', json, '"Disk full"', 'not an object'],
    ['null', undefined, 'null', 'not an object'],
    ['broken JSON without a content type', undefined, '{"title":"x"', 'neither JSON nor a form'],
    ['any text', 'text/plain', 'Disk full', 'neither JSON nor a form'],
    ['nothing', json, ' \n', 'empty'],
  ])('refuses %s', (_what, type, text, reason) => {
    expect(read(type, text)).toEqual({ kind: 'refused', detail: expect.stringContaining(reason) as string });
  });

  it('refuses a request without a body', () => {
    expect(readBody(undefined, undefined).kind).toBe('refused');
  });
});
