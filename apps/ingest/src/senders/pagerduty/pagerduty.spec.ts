import { carriedText } from '@ringdown/kernel';
import { readAs } from '../known-senders.js';
import { requestHeader, type SentHeaders } from '../monitor-event.js';
import { readSent } from '../read-sent.js';
import { pagerdutyBody } from '../../testing/sender-bodies.js';
import { changeRequest, pagerduty } from './pagerduty.js';

const read = (value: object, headers: SentHeaders = {}) =>
  readAs(pagerduty, { text: JSON.stringify(value), value: value as Record<string, unknown> }, headers);
function only(value: object) {
  const { events } = read(value);
  expect(events).toHaveLength(1);
  const [event] = events;
  return { ...event, shown: JSON.parse((event && carriedText(event.body)) ?? 'null') as unknown };
}
const trigger = (fields: object = {}): object => ({
  event_action: 'trigger',
  payload: { summary: 'Disk full' },
  ...fields,
});

it.each<[string, object, object]>([
  ['a repeat by its key', pagerdutyBody(), { key: 'disk/db-1', severity: 'sev2', warnings: [] }],
  ['an action in capitals', trigger({ event_action: ' Resolve' }), { status: 'resolve', title: 'Disk full' }],
  ['a key of white space', trigger({ dedup_key: ' \n' }), { key: null, warnings: [] }],
  ['an empty key', trigger({ dedup_key: '' }), { key: null, warnings: [] }],
  ['no key', trigger({ dedup_key: null }), { key: null, warnings: [] }],
  ['a key that is a number', trigger({ dedup_key: 7 }), { key: '7', warnings: [] }],
  [
    'a key that is an object',
    trigger({ dedup_key: {} }),
    { key: null, warnings: ['dedup_key: expected a text, got {}'] },
  ],
  ['a summary that is a number', trigger({ payload: { summary: 404 } }), { title: '404', warnings: [] }],
  [
    'a severity that nobody knows',
    trigger({ payload: { summary: 'x', severity: 'odd' } }),
    { severity: null, warnings: [] },
  ],
  [
    'fields of others',
    trigger({ colour: 'red', title: 'Ours?', status: 'ok' }),
    { title: 'Disk full', status: 'trigger' },
  ],
  [
    'an acknowledgement without payload',
    { event_action: 'acknowledge', dedup_key: 'a', payload: null },
    { title: '', key: 'a' },
  ],
  [
    'what is no text',
    trigger({ dedup_key: 'a\0', payload: { summary: '\ud800b' } }),
    { key: 'a\ufffd', title: '\ufffdb' },
  ],
])('reads %s', (_what, body, expected) => expect(only(body)).toMatchObject(expected));

it.each<[string, object, string]>([
  ['no payload', { payload: undefined }, 'payload: expected an object, got null'],
  ['an array as payload', { payload: ['x'] }, 'payload: expected an object, got ["x"]'],
  ['no summary', { payload: {} }, 'payload.summary: expected a text, got null'],
  ['an empty summary', { payload: { summary: ' ' } }, 'payload.summary: expected a text, got " "'],
  ['a summary that is an array', { payload: { summary: [] } }, 'payload.summary: expected a text, got []'],
  [
    'an action that is none',
    { event_action: 'boom' },
    'event_action: expected trigger, acknowledge or resolve, got "boom"',
  ],
])('opens an incident by its key where it has %s, without the secret', (_what, fields, fault) => {
  const { key, status, warnings, shown } = only(pagerdutyBody(fields));
  expect([key, status, warnings]).toEqual(['disk/db-1', 'trigger', [expect.stringContaining(fault)]]);
  const { routing_key: _secret, ...rest } = JSON.parse(JSON.stringify(pagerdutyBody(fields))) as Record<
    string,
    unknown
  >;
  expect(shown).toEqual(rest);
});

it('keeps images as links, and leaves out what is no address', () => {
  const images = [
    { src: 'https://m.example/a.png', href: 'https://m.example/a', alt: 'CPU' },
    { src: 'https://m.example/b.png' },
    { src: 'javascript:alert(1)', href: 7 },
    null,
    'https://m.example/c.png',
  ];
  expect(only(trigger({ images })).links).toEqual([
    { text: 'CPU', href: 'https://m.example/a.png' },
    { text: 'CPU', href: 'https://m.example/a' },
    { text: 'Image', href: 'https://m.example/b.png' },
  ]);
  expect(only(trigger({ images: 'none' })).links).toEqual([]);
});

it('reads version 1, and its contexts as links', () => {
  const contexts = [
    { type: 'link', href: 'https://m.example/g', text: 'Graph' },
    { type: 'image', src: 'https://m.example/i.png' },
  ];
  const event = { service_key: 's3cret', event_type: 'trigger', incident_key: 'k', description: 'Disk full', contexts };
  const read = only(event);
  expect(read).toMatchObject({
    title: 'Disk full',
    key: 'k',
    links: [
      { text: 'Graph', href: 'https://m.example/g' },
      { text: 'Image', href: 'https://m.example/i.png' },
    ],
  });
  expect(JSON.stringify(read.shown)).not.toContain('s3cret');
  expect(only({ ...event, description: {} }).warnings).toEqual([
    expect.stringContaining('description: expected a text'),
  ]);
  const text = JSON.stringify(event);
  const json = { text, value: JSON.parse(text) as Record<string, unknown> };
  expect(readSent({ kind: 'json', json, warnings: [], chars: text.length }).readAs).toBe('pagerduty');
});

it('is no alert where it is a change, whatever it holds', () => {
  const headers = { [requestHeader]: changeRequest };
  expect(read({ payload: { summary: 'Deployed 42' } }, headers)).toEqual({
    readAs: 'pagerduty',
    events: [],
    warnings: ['Change event: “Deployed 42”; it changes no incident.'],
  });
  expect(read({ payload: 'x' }, headers).warnings).toEqual([
    'A change event without a summary; it changes no incident.',
  ]);
});
