import type { IntegrationEvent } from '@ringdown/contracts';
import { bodyText, isPing, isSettled, readAsWords, sizeWords, notifiedWords, warningsOf } from './event-words.js';

const receivedAt = '2026-11-30T12:00:00.000Z';
const at = (seconds: number): number => Date.parse(receivedAt) + seconds * 1_000;
const alert = (became: IntegrationEvent['alerts'][number]['became']): IntegrationEvent['alerts'][number] => ({
  id: 'ev_1',
  title: 'Disk is full',
  key: null,
  status: 'trigger',
  severity: null,
  priority: null,
  warnings: [],
  became,
});
const incident = { incidentId: 'inc_1', incidentNumber: 1, changes: [] };

describe('isSettled', () => {
  it('waits a while for the incident of an alert', () => {
    const event = { refusal: null, receivedAt, alerts: [alert(incident), alert(null)] };
    expect(isSettled(event, at(3))).toBe(false);
    expect(isSettled(event, at(60))).toBe(true);
  });
  it('is at once where every alert has its incident, or it was refused', () => {
    expect(isSettled({ refusal: null, receivedAt, alerts: [alert(incident)] }, at(0))).toBe(true);
    expect(isSettled({ refusal: 'It is no JSON.', receivedAt, alerts: [] }, at(0))).toBe(true);
  });
});

it('knows what only says that a job is alive', () => {
  expect(isPing({ readAs: 'heartbeat', alerts: [] })).toBe(true);
  expect(isPing({ readAs: 'heartbeat', alerts: [alert(null)] })).toBe(false);
  expect(isPing({ readAs: 'webhook', alerts: [] })).toBe(false);
});

it('says each warning once', () =>
  expect(warningsOf({ warnings: ['a'], alerts: [{ warnings: ['a', 'b'] }, { warnings: ['b'] }] })).toEqual(['a', 'b']));

describe('bodyText', () => {
  it('breaks the lines of JSON, and keeps numbers that JavaScript would round', () =>
    expect(bodyText('{"id":12345678901234567890}')).toBe('{\n  "id": 12345678901234567890\n}'));
  it.each(['a=1&b=2', '{"cut', ''])('leaves %j as it came', (body) => expect(bodyText(body)).toBe(body));
});

describe('notifiedWords', () => {
  it('names all who are notified', () =>
    expect(notifiedWords({ policy: 'Backend', channels: ['#ops', '#db'] })).toBe(
      'It notifies the people of the escalation policy “Backend”, and the channels #ops, #db, as a real alert does. Alert rules may notify more.',
    ));
  it('names one channel', () =>
    expect(notifiedWords({ policy: null, channels: ['#ops'] })).toContain('the channel #ops,'));
  it('says that nobody is', () => expect(notifiedWords({ policy: null, channels: [] })).toContain('notifies nobody'));
});

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1_234, '1.2 kB'],
  [4_560_000, '4.6 MB'],
])('says %d as %s', (bytes, words) => expect(sizeWords(bytes)).toBe(words));

it('names the format that an event was read as', () => {
  expect(readAsWords({ readAs: 'uptime-kuma' })).toBe('Uptime Kuma');
  expect(readAsWords({ readAs: null })).toBe('Refused');
});
