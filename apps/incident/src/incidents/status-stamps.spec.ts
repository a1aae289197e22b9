import { statusStamps } from './status-stamps.js';

const at = new Date('2026-01-05T09:00:00.000Z');
const none = { acknowledged_at: null, acknowledged_by: null, resolved_at: null, resolved_by: null };
const acknowledged = { ...none, acknowledged_at: new Date('2026-01-05T08:00:00.000Z'), acknowledged_by: 'Sam T.' };

describe('statusStamps', () => {
  it('stamps who acknowledged', () => {
    expect(statusStamps(none, 'acknowledge', at, 'Priya S.')).toEqual({
      ...none,
      acknowledged_at: at,
      acknowledged_by: 'Priya S.',
    });
  });

  it('keeps who acknowledged when it is resolved', () => {
    expect(statusStamps(acknowledged, 'resolve', at, 'Priya S.')).toEqual({
      ...acknowledged,
      resolved_at: at,
      resolved_by: 'Priya S.',
    });
  });

  it('starts anew when it is reopened', () => {
    const resolved = { ...acknowledged, resolved_at: at, resolved_by: 'Grafana' };
    expect(statusStamps(resolved, 'reopen', at, 'Priya S.')).toEqual(none);
  });
});
