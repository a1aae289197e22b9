import { readBody } from '../../bytes/index.js';
import { readEvents, readOnly, shownLinks } from '../../testing/read-events.js';
import { readSent } from '../read-sent.js';
import { kumaBody, kumaExpiry, kumaNotice } from './testing/uptime-kuma-bodies.js';

it.each([
  [0, 'trigger'],
  [1, 'resolve'],
  ['0', 'trigger'],
])('status %j means %s, by the monitor', (code, status) => {
  const body = kumaBody(code);
  expect(readOnly(body)).toEqual({
    title: 'Shop is down',
    key: 'monitor 29',
    body: JSON.stringify(body),
    severity: 'sev1',
    priority: null,
    status,
    links: [{ text: 'What is watched', href: 'https://shop.example/health' }],
    warnings: [],
  });
});

it.each([
  [2, '2 (pending)'],
  [3, '3 (maintenance)'],
])('is no alert: %s', (code, word) => {
  expect(readEvents(kumaBody(code))).toEqual({
    readAs: 'uptime-kuma',
    events: [],
    warnings: [`heartbeat.status: ${word} changes nothing here`],
  });
});

it.each<[object, object]>([
  [kumaNotice(), { title: 'Ringdown Testing', key: null, status: 'trigger', severity: null }],
  [kumaNotice(''), { title: 'A test of Uptime Kuma', status: 'trigger' }],
  [kumaNotice(null), { title: 'A test of Uptime Kuma', status: 'trigger' }],
  [kumaNotice({ a: 1 }), { title: 'A test of Uptime Kuma', status: 'trigger' }],
  [kumaBody(7), { status: 'trigger', warnings: [expect.stringContaining('got 7')] }],
  [kumaBody(null), { status: 'trigger', warnings: [expect.stringContaining('got null')] }],
  [kumaBody([]), { status: 'trigger', key: 'monitor 29' }],
  [kumaBody(0, { id: undefined }), { key: 'monitor 29' }],
  [kumaBody(0, { id: null, name: '' }), { key: 'monitor 29', title: 'Production / Shop is down' }],
  [kumaBody(0, { name: {}, pathName: null, url: null }), { title: 'Monitor 29 is down' }],
  [kumaBody(0, { tags: null }), { severity: null, warnings: [] }],
  [kumaBody(0, { tags: [null, 'x', { name: 7 }] }), { severity: null, warnings: [] }],
  [kumaBody(0, { tags: [{ name: 'Priority', value: 'P2' }] }), { priority: 'p2' }],
  [
    { ...kumaBody(), monitor: null },
    { title: 'Monitor 29 is down', key: 'monitor 29', status: 'trigger' },
  ],
  [
    { ...kumaBody(), title: 'Ours?', status: 'ok', extra: 1 },
    { title: 'Shop is down', status: 'trigger' },
  ],
  [{ ...kumaBody(), heartbeat: 'x' }, { title: 'An event of Uptime Kuma that could not be read' }],
])('reads %j', (body, expected) => {
  expect(readOnly(body)).toMatchObject(expected);
});

it('takes a certificate that expires for one incident, however many days it has', () => {
  const [month, week] = [readOnly(kumaExpiry(21)), readOnly(kumaExpiry(7))];
  expect(week?.title).toBe('Shop https://shop.example/health server certificate shop.example will expire in 7 days');
  expect(week?.key).toBe('expiry Shop https://shop.example/health server certificate shop.example');
  expect(month?.key).toBe(week?.key);
});

it('links only to web pages', () => {
  expect(shownLinks(kumaBody(0, { url: 'https://' }))).toEqual([]);
  expect(shownLinks(kumaBody(0, { url: 'tcp://db-1:5432' }))).toEqual([]);
});

it('reads the field data of a form, at both addresses', async () => {
  const form = new FormData();
  form.set('data', JSON.stringify(kumaBody()));
  const sent = new Response(form);
  const contentType = sent.headers.get('content-type') ?? '';
  const body = await readBody({
    bytes: Buffer.from(await sent.arrayBuffer()),
    contentType,
    contentEncoding: undefined,
  });
  for (const type of ['uptime-kuma', null] as const) {
    expect(readSent(body, { type, headers: {} }).events).toMatchObject([{ title: 'Shop is down', key: 'monitor 29' }]);
  }
});
