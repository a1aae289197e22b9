import { editInWords } from './incident-edit.js';
import { statusStamps } from './stored-state.js';

const at = new Date('2026-01-05T09:00:00.000Z');
const none = { acknowledged_at: null, acknowledged_by: null, resolved_at: null, resolved_by: null };
const acknowledged = { ...none, acknowledged_at: new Date('2026-01-05T08:00:00.000Z'), acknowledged_by: 'Sam T.' };

describe('statusStamps', () => {
  it('stamps who acknowledged', () => {
    expect(statusStamps(none, { type: 'acknowledged' }, at, 'Priya S.')).toEqual({
      ...none,
      acknowledged_at: at,
      acknowledged_by: 'Priya S.',
    });
  });

  it('keeps who acknowledged when it is resolved', () => {
    expect(statusStamps(acknowledged, { type: 'resolved' }, at, 'Priya S.')).toEqual({
      ...acknowledged,
      resolved_at: at,
      resolved_by: 'Priya S.',
    });
  });

  it('starts anew when it is reopened', () => {
    const resolved = { ...acknowledged, resolved_at: at, resolved_by: 'Grafana' };
    expect(statusStamps(resolved, { type: 'reopened' }, at, 'Priya S.')).toEqual(none);
  });
});

const before = { title: 'Disk full', priority: null, severity: 'sev2', escalation_policy_id: null } as const;

describe('editInWords', () => {
  it.each([
    [{}, []],
    [{ title: 'Disk of db1 full' }, ['Title changed from “Disk full” to “Disk of db1 full”']],
    [{ priority: 'p1' as const }, ['Priority changed from none to p1']],
    [{ severity: null }, ['Severity changed from sev2 to none']],
    [{ escalation_policy_id: 'esc_1' }, ['Escalation policy changed']],
    [
      { priority: 'p2' as const, severity: 'sev1' as const },
      ['Priority changed from none to p2', 'Severity changed from sev2 to sev1'],
    ],
  ])('puts %j into words', (change, words) => expect(editInWords(before, { ...before, ...change })).toEqual(words));

  it('says when the integration decides again', () => {
    expect(editInWords({ ...before, escalation_policy_id: 'esc_1' }, before)).toEqual([
      'Escalation policy put in sync with the integration',
    ]);
  });
});
