import { carriedText } from '@ringdown/kernel';
import { requestHeader } from '../monitor-event.js';
import { readSent } from '../read-sent.js';
import { assertMeaningful } from './alert-api.js';
import { alertRequestOf, idOfKey, keyOfId, requestIn, writtenRequest } from './alert-request.js';
import { requestState } from './request-state.js';

const jsonOf = (value: object) => {
  const text = JSON.stringify(value);
  return {
    kind: 'json',
    json: { text, value: value as Record<string, unknown> },
    warnings: [],
    chars: text.length,
  } as const;
};
/** As the address has it, and as it is read again. */
const readAt = (request: string, value: object) =>
  readSent(jsonOf(value), { type: 'opsgenie', headers: { [requestHeader]: request } });
function only(request: string, value: object) {
  const { events, readAs } = readAt(request, value);
  expect([readAs, events.length]).toEqual(['opsgenie', 1]);
  const [event] = events;
  return { ...event, shown: JSON.parse((event && carriedText(event.body)) ?? 'null') as unknown };
}
const like = (text: string): unknown => expect.stringContaining(text);
const create = { message: 'Disk full', alias: 'disk/db-1', priority: 'P2' };

it.each<[string, object, object]>([
  [
    'an alert',
    create,
    {
      title: 'Disk full',
      key: 'disk/db-1',
      priority: 'p2',
      severity: null,
      status: 'trigger',
      warnings: [],
      shown: create,
    },
  ],
  ['one without alias', { message: 'Disk full' }, { key: null, priority: null, warnings: [] }],
  [
    'nulls',
    { message: 'x', alias: null, priority: null, note: null, user: null },
    { key: null, priority: null, warnings: [] },
  ],
  ['an empty alias', { message: 'x', alias: ' ' }, { key: null, warnings: [] }],
  [
    'an alias that is an object',
    { message: 'x', alias: {} },
    { key: null, warnings: ['alias: expected a text, got {}'] },
  ],
  ['numbers', { message: 404, alias: 7, priority: 1 }, { title: '404', key: '7', priority: 'p1', warnings: [] }],
  [
    'a priority that is none',
    { ...create, priority: 'high' },
    { priority: null, warnings: ['priority: expected P1, P2, P3, P4 or P5, got "high"'] },
  ],
  ['more than 130 characters', { message: 'x'.repeat(500) }, { title: 'x'.repeat(500), warnings: [] }],
  ['a note', { ...create, note: 'seen', user: 'Anna' }, { note: 'Anna: seen' }],
  ['a note of nobody', { ...create, note: ' seen\0 ' }, { note: 'seen\ufffd' }],
  [
    'fields of others',
    { ...create, title: 'Ours?', status: 'ok', alerts: [], groupKey: '' },
    { title: 'Disk full', status: 'trigger' },
  ],
  ['no message', { description: 'Of db-1\nsee log' }, { title: 'Of db-1', warnings: [like('message: there is none')] }],
  [
    'a message that is an array',
    { ...create, message: ['x'] },
    {
      title: like('could not be read'),
      key: 'disk/db-1',
      status: 'trigger',
      warnings: [like('neither'), like('message: expected')],
      shown: { ...create, message: ['x'] },
    },
  ],
  [
    'neither message nor description',
    { source: 'db-1' },
    { title: like('could not be read'), key: like('unread '), shown: { source: 'db-1' } },
  ],
])('reads the creation of %s', (_what, body, expected) =>
  expect(only('POST /v2/alerts', body)).toMatchObject(expected),
);

it.each<[string, object, object]>([
  ['POST /v2/alerts/disk%2Fdb-1/close?identifierType=alias', {}, { key: 'disk/db-1', status: 'resolve' }],
  ['DELETE /v2/alerts/disk%2Fdb-1?identifierType=alias', {}, { key: 'disk/db-1', status: 'resolve' }],
  [
    'POST /v2/alerts/a%20%20b/acknowledge?identifierType=alias',
    { note: 'on it', user: 'Anna' },
    { key: 'a b', status: 'acknowledge', note: 'Anna: on it' },
  ],
  ['POST /v2/alerts/x/notes', { note: 'on it' }, { key: 'x', status: 'note', note: 'on it' }],
  ['POST /v2/alerts/142/close?identifierType=tiny', {}, { key: null, incidentNumber: 142, status: 'resolve' }],
  [`POST /v2/alerts/${idOfKey('disk/db-1')}/close`, {}, { key: 'disk/db-1' }],
  [`POST /v2/alerts/${idOfKey('disk/db-1')}/close?identifierType=alias`, {}, { key: idOfKey('disk/db-1') }],
  ['POST /v2/alerts/%/close', {}, { key: '%' }],
])('%s means one alert', (request, body, expected) => {
  expect(only(request, body)).toMatchObject({ title: '', warnings: [], shown: body, ...expected });
});

it.each([
  'POST /v2/alerts/x/snooze',
  'PUT /v2/alerts/x/message',
  'DELETE /v2/alerts/x/tags',
  'POST /v2/alerts/x/actions/run',
  'POST /v2/alerts/x/unacknowledge',
])('%s changes nothing, and says so', (request) => {
  expect(readAt(request, { endTime: 'x' })).toEqual({
    readAs: 'opsgenie',
    events: [],
    warnings: [like('changes nothing here')],
  });
});

it.each([
  ['GET', '/v2/alerts', 'POST'],
  ['GET', '/v2/alerts/x', 'DELETE'],
  ['GET', '/v2/alerts/x/notes', 'POST'],
  ['HEAD', '/v2/alerts/x/tags', 'POST'],
  ['POST', '/v2/alerts/requests/r', 'GET'],
])('%s %s is refused', (method, url, allowed) =>
  expect(alertRequestOf(method, url)).toEqual({ kind: 'wrong method', allowed }),
);

it.each(['/v2/alerts/x/constructor', '/v2/alerts/x/close/y', '/v2/users', '/v1/alerts'])('%s is nowhere', (url) =>
  expect(alertRequestOf('POST', url)).toBeNull(),
);

it.each(['disk/db-1', 'Störung', '8418d193-2dab-4490-b331-8c02cdd196b7', idOfKey('x'), 'alias-', 'alias-?', ' '])(
  'makes an id of %j that leads back to it',
  (key) => {
    expect(keyOfId(idOfKey(key))).toBe(key);
    expect(encodeURIComponent(idOfKey(key))).toBe(idOfKey(key));
  },
);
it('takes for an alias what is no id of ours', () => {
  for (const id of ['disk', 'alias-%%%', 'alias-', '42']) expect(keyOfId(id)).toBe(id);
});

it('is written down without the key that may stand in its address', () => {
  const url = '/v2/alerts/a%2Fb/close?identifierType=alias&apiKey=s3cret';
  const written = writtenRequest('POST', url);
  expect(written).toBe('POST /v2/alerts/a%2Fb/close?identifierType=alias');
  expect(requestIn({ [requestHeader]: written })).toEqual(alertRequestOf('POST', url));
  expect(requestIn({})).toBeNull();
});

it('refuses what means nothing', () => {
  const check = (url: string, body: object) => () => {
    const request = alertRequestOf('POST', url);
    if (request) assertMeaningful(request, jsonOf(body));
  };
  expect(check('/v2/alerts/x/notes', { note: ' ' })).toThrow('note can not be empty');
  expect(check('/v2/alerts/x/notes', { note: {} })).toThrow('note can not be empty');
  expect(check('/v2/alerts/abc/close?identifierType=tiny', {})).toThrow('number of its incident');
  expect(check('/v2/alerts/x/close', {})).not.toThrow();
  expect(check('/v2/alerts', {})).not.toThrow();
});

describe('the state of a request', () => {
  const kept = {
    integration_id: 'int_1',
    received_at: new Date('2026-01-05T09:00:00.000Z'),
    headers: { [requestHeader]: 'POST /v2/alerts' },
    refusal: null,
    warnings: [],
    alerts: [{ key: 'disk/db-1' }],
  };
  it('tells what was accepted, and by which id', () => {
    expect(requestState(kept)).toEqual({
      success: true,
      action: 'Create',
      processedAt: '2026-01-05T09:00:00.000Z',
      integrationId: 'int_1',
      isSuccess: true,
      status: 'Created alert',
      alertId: idOfKey('disk/db-1'),
      alias: 'disk/db-1',
    });
  });
  it('tells what was not done', () => {
    const headers = { [requestHeader]: 'POST /v2/alerts/x/snooze' };
    expect(requestState({ ...kept, headers, alerts: [], warnings: ['Snooze changes nothing here.'] })).toMatchObject({
      isSuccess: false,
      action: 'Snooze',
      status: 'Snooze changes nothing here.',
      alertId: '',
    });
    expect(requestState({ ...kept, refusal: 'No.' })).toMatchObject({ isSuccess: false, status: 'No.' });
  });
  it('knows nothing of what was pushed', () => expect(requestState({ ...kept, headers: {} })).toBeNull());
});
