import { type AlertEvent, groupKey, planChanges } from '@ringdown/domain-incidents';
import { type AlertStep, alertSteps, alertTimeline, newIncidents } from './alert-batch.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 5, 9, 0, second));
let second = 0;

const anEvent = (fields: Partial<AlertEvent> = {}): AlertEvent => ({
  id: `evt_${++second}`,
  integrationId: 'int_1',
  title: 'Disk full',
  key: null,
  body: '{"host":"db1"}',
  severity: null,
  priority: null,
  status: 'trigger',
  warnings: [],
  acceptedAt: at(second),
  ...fields,
});

function steps(events: AlertEvent[], open = new Map<string, { occurrences: number }>()): AlertStep[] {
  const stored = [...open].map(
    ([title, { occurrences }]) =>
      [
        groupKey('int_1', title),
        { incidentId: `stored ${title}`, status: 'triggered' as const, occurrences, quietMinutes: null, quietAt: null },
      ] as const,
  );
  let made = 0;
  return alertSteps(planChanges(events, new Map(stored)), () => `new ${++made}`);
}

const rowsOf = (all: AlertStep[]) => newIncidents(all, () => 'Grafana').map(({ row }) => row);
const timelineOf = (all: AlertStep[]) => alertTimeline(all, () => 'Grafana');

beforeEach(() => (second = 0));

describe('what a batch of alerts makes of incidents', () => {
  it('opens one with its first event’s body, counting the others', () => {
    const all = steps([anEvent({ priority: 'p1' }), anEvent({ body: 'other' }), anEvent()]);
    expect(rowsOf(all)).toEqual([
      expect.objectContaining({
        id: 'new 1',
        title: 'Disk full',
        alert_title: 'Disk full',
        status: 'triggered',
        source: 'webhook',
        priority: 'p1',
        details: '{"host":"db1"}',
        occurrences: 3,
        opened_at: at(1),
        last_seen_at: at(3),
        resolved_at: null,
        resolved_by: null,
      }),
    ]);
  });

  it('opens it resolved when the batch also ends it, and opens the next one anew', () => {
    const all = steps([anEvent(), anEvent({ status: 'resolve' }), anEvent()]);
    expect(rowsOf(all).map(({ id, status, resolved_by }) => [id, status, resolved_by])).toEqual([
      ['new 1', 'resolved', 'Grafana'],
      ['new 2', 'triggered', null],
    ]);
    expect(all.map(({ kind, incidentId }) => [kind, incidentId])).toEqual([
      ['opened', 'new 1'],
      ['resolved', 'new 1'],
      ['opened', 'new 2'],
    ]);
  });

  it('opens it acknowledged when the batch also acknowledges it', () => {
    const all = steps([anEvent(), anEvent({ status: 'acknowledge' })]);
    expect(rowsOf(all)).toMatchObject([
      { status: 'acknowledged', acknowledged_at: at(2), acknowledged_by: 'Grafana', resolved_at: null },
    ]);
    const ended = rowsOf(steps([anEvent(), anEvent({ status: 'acknowledge' }), anEvent({ status: 'resolve' })]));
    expect(ended).toMatchObject([{ status: 'resolved', acknowledged_by: 'Grafana', resolved_by: 'Grafana' }]);
  });

  it('groups by the sender’s key, and shows the title', () => {
    const rows = rowsOf(steps([anEvent({ key: 'f1', title: ' CPU\n91 % ' })]));
    expect(rows).toMatchObject([{ title: 'CPU 91 %', alert_title: 'f1' }]);
  });

  it('never groups what has no title', () => {
    const rows = rowsOf(steps([anEvent({ title: '' }), anEvent({ title: '' })]));
    expect(rows.map(({ alert_title }) => alert_title)).toEqual([null, null]);
  });

  it('leaves stored incidents to their updates', () => {
    const all = steps([anEvent(), anEvent({ status: 'resolve' })], new Map([['Disk full', { occurrences: 7 }]]));
    expect(rowsOf(all)).toEqual([]);
    expect(all).toMatchObject([
      { kind: 'repeated', incidentId: 'stored Disk full' },
      { kind: 'resolved', incidentId: 'stored Disk full', isNew: false },
    ]);
  });
});

describe('what a batch of alerts adds to timelines', () => {
  it('adds opened, warnings, repeats and resolved in this order', () => {
    const warnings = ['severity: expected sev1, sev2 or sev3, got "high"'];
    const { before, repeats, after } = timelineOf(
      steps([anEvent({ warnings }), anEvent({ warnings }), anEvent(), anEvent({ status: 'resolve' })]),
    );
    expect(before.map(({ type, text }) => [type, text])).toEqual([
      ['opened', 'Opened by Grafana'],
      ['warning', warnings[0]],
    ]);
    expect(repeats).toEqual([{ incidentId: 'new 1', added: 2, lastSeenAt: at(3), actor: 'Grafana' }]);
    expect(after).toEqual([
      { incidentId: 'new 1', at: at(4), type: 'resolved', actor: 'Grafana', text: 'Resolved by Grafana' },
    ]);
  });

  it('says who acknowledged', () => {
    const { after } = timelineOf(
      steps([anEvent({ status: 'acknowledge', warnings: ['w'] })], new Map([['Disk full', { occurrences: 7 }]])),
    );
    expect(after.map(({ type, text }) => [type, text])).toEqual([
      ['warning', 'w'],
      ['acknowledged', 'Acknowledged by Grafana'],
    ]);
  });

  it('adds 200 repeats as one', () => {
    const all = steps(
      Array.from({ length: 200 }, () => anEvent()),
      new Map([['Disk full', { occurrences: 1 }]]),
    );
    const { before, repeats, after } = timelineOf(all);
    expect({ before, repeats, after }).toEqual({
      before: [],
      repeats: [{ incidentId: 'stored Disk full', added: 200, lastSeenAt: at(200), actor: 'Grafana' }],
      after: [],
    });
  });
});
