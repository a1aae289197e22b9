import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parse } from 'yaml';
import { readOnly } from '../../testing/read-events.js';
import { zabbixBody } from './testing/zabbix-bodies.js';

interface MediaType {
  readonly type: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly script: string;
  readonly message_templates: readonly { readonly event_source: string; readonly operation_mode: string }[];
}

const file = join(__dirname, '../../../../../docs/monitors/zabbix-media-type.yaml');
const exported = parse(readFileSync(file, 'utf8')) as { zabbix_export: { version: string; media_types: MediaType[] } };
const [mediaType] = exported.zabbix_export.media_types;
const url = 'https://ringdown.example/tok/zabbix';

/** Runs the script as Zabbix does: `value` is the JSON of the parameters, what it returns or throws is the result. */
function run(parameters: object, answer: readonly [status: number, body: string] = [200, '{"Ok":true}']) {
  const sent: { url: string; body: string; headers: string[]; proxy: string | null }[] = [];
  class HttpRequest {
    private readonly headers: string[] = [];
    private proxy: string | null = null;
    addHeader(header: string): void {
      this.headers.push(header);
    }
    setProxy(proxy: string): void {
      this.proxy = proxy;
    }
    post(to: string, body: string): string {
      sent.push({ url: to, body, headers: this.headers, proxy: this.proxy });
      return answer[1];
    }
    getStatus(): number {
      return answer[0];
    }
  }
  const world = { value: JSON.stringify(parameters), HttpRequest, Zabbix: { log: () => undefined } };
  const result = runInNewContext(`(function (value) {${mediaType?.script ?? ''}\n})(value)`, world) as unknown;
  return { result, sent };
}

const given = { ...zabbixBody(), url, HTTPProxy: '' };

it('is an export of Zabbix 6.0, with a message for each operation of a trigger', () => {
  expect(exported.zabbix_export.version).toBe('6.0');
  expect(mediaType?.type).toBe('WEBHOOK');
  const operations = mediaType?.message_templates.filter(({ event_source }) => event_source === 'TRIGGERS');
  expect(operations?.map(({ operation_mode }) => operation_mode)).toEqual(['PROBLEM', 'RECOVERY', 'UPDATE']);
});

it('has the parameters of which the fixtures are made', () => {
  expect(mediaType?.parameters.map(({ name }) => name).toSorted()).toEqual(Object.keys(given).toSorted());
});

it('sends them to the address of the media, without that address', () => {
  const { result, sent } = run(given);
  expect(result).toBe('OK');
  expect(sent).toMatchObject([{ url, headers: ['Content-Type: application/json'], proxy: null }]);
  expect(JSON.parse(sent[0]?.body ?? '')).toEqual(zabbixBody());
  expect(readOnly(sent[0]?.body ?? '')).toMatchObject({ key: 'problem 9812', status: 'trigger', warnings: [] });
});

it('sends what nobody expanded, when it is tested in Zabbix', () => {
  const asWritten = Object.fromEntries((mediaType?.parameters ?? []).map(({ name, value }) => [name, value]));
  const { sent } = run({ ...asWritten, url });
  expect(readOnly(sent[0]?.body ?? '')).toMatchObject({
    title: 'A test of the media type in Zabbix',
    status: 'trigger',
  });
});

it('goes by a proxy where one is given', () => {
  expect(run({ ...given, HTTPProxy: 'http://proxy.example:3128' }).sent[0]?.proxy).toBe('http://proxy.example:3128');
});

it.each<[object, readonly [number, string], string]>([
  [given, [404, 'No integration has this token.'], 'Ringdown answered 404: No integration has this token.'],
  [{ ...given, url: 'ops' }, [200, ''], 'enter the URL of the integration'],
])('says what went wrong', (parameters, answer, said) => {
  expect(() => run(parameters, answer)).toThrow(said);
});
