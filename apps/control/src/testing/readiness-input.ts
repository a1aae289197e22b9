import type { ConfigDocument } from '@ringdown/contracts';
import { timeZoneRules } from '@ringdown/domain-oncall';
import { type ReadinessInput, readinessItems } from '../readiness/readiness-items.js';
import { finished } from './finished.js';

export const user = (
  id: string,
  phone: string | null,
  change: Partial<ConfigDocument<'user'>> = {},
): ConfigDocument<'user'> => ({
  id,
  name: `Person ${id}`,
  email: `${id}@ringdown.example`,
  role: 'responder',
  phone,
  phoneVerifiedAt: '2026-01-05T09:00:00.000Z',
  timeZone: 'UTC',
  notify: [],
  pushUrl: null,
  shiftNotices: [],
  absences: [],
  calendarTokenVersion: 1,
  ...change,
});
export const schedule = (timeZone: string, ...participants: string[]): ConfigDocument<'schedule'> => ({
  id: 'sched_1',
  name: 'Backend Team',
  timeZone,
  layers: [{ name: 'Base', participants, rotation: { every: 1, unit: 'week', startsAt: '2026-01-05T09:00' } }],
  overrides: [],
  channelIds: [],
  calendarTokenVersion: 1,
});
const line = {
  id: 'line_1',
  name: 'Hotline',
  number: '+12245550123',
  primary: { type: 'schedule', id: 'sched_1' },
  fallbacks: [{ type: 'user', id: 'user_9' }],
};

/** What readiness says where all is well but for a change. */
export const look = (change: Partial<ReadinessInput> = {}) =>
  finished(
    readinessItems({
      users: [user('user_1', '+14155550101')],
      teams: [],
      policies: [],
      channels: [],
      findings: [],
      failing: [],
      channelStates: [],
      sendsMail: true,
      refused: [],
      clockAheadMs: 0,
      now: new Date('2026-02-01T12:00:00.000Z'),
      schedules: [schedule('UTC', 'user_1')],
      lines: [line as unknown as ConfigDocument<'line'>],
      allowedCountries: null,
      defects: [],
      backlogs: [],
      runtimeRules: timeZoneRules,
      ...change,
    }),
  );
