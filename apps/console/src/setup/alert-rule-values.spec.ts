import type { AlertRule } from '../api/resources.js';
import { alertRuleBody, alertRuleValues, blankAlertRule, opFor, thenWords, whenWords } from './alert-rule-values.js';

const rule: AlertRule = {
  id: 'rule_1',
  name: 'Disks',
  position: 3,
  enabled: true,
  when: {
    all: [
      { field: 'title', op: 'contains', value: 'disk' },
      { field: 'severity', op: 'in', value: ['sev1', 'sev2'] },
      { field: 'time', op: 'within', value: { zone: 'Europe/Berlin', days: ['sat'], from: '22:00', to: '06:00' } },
      { field: 'occurrences', op: 'at_least', value: { count: 3, withinMinutes: 10 } },
      { any: [{ field: 'body.labels.host', op: 'matches', value: '^db' }] },
    ],
  },
  then: { channelIds: ['chan_1'], severity: 'sev1', stop: true },
  createdAt: '2026-01-05T09:00:00.000Z',
  updatedAt: '2026-01-05T09:00:00.000Z',
};

it('shows a rule and makes the same of it again; what it does not do is taken away', () => {
  expect(alertRuleBody(alertRuleValues(rule))).toEqual({
    name: 'Disks',
    enabled: true,
    when: rule.when,
    then: {
      channelIds: ['chan_1'],
      severity: 'sev1',
      stop: true,
      responderIds: null,
      priority: null,
      escalationPolicyId: null,
      integrationId: null,
      resolveAfterMinutes: null,
      suppress: null,
      acknowledge: null,
      resolve: null,
    },
  });
});

it('compares the time and occurrences in the one way there is', () => {
  expect(opFor({ field: 'time', op: 'contains' })).toBe('within');
  expect(opFor({ field: 'occurrences', op: 'contains' })).toBe('at_least');
  expect(opFor({ field: 'title', op: 'within' })).toBe('equals');
  expect(opFor({ field: 'title', op: 'matches' })).toBe('matches');
});

it('puts conditions into words', () => {
  expect(whenWords(rule.when)).toBe(
    'title contains disk and severity is one of sev1, sev2 and time is within sat 22:00–06:00 (Europe/Berlin) and ' +
      'seen 3 times within 10 min and (body.labels.host matches ^db)',
  );
  expect(whenWords({ all: [] })).toBe('always');
});

it('begins with one condition on the title', () => {
  expect(alertRuleBody(blankAlertRule).when).toEqual({ all: [{ field: 'title', op: 'contains', value: '' }] });
});

it('puts what a rule does into words', () => {
  const named = (id: string): string => `<${id}>`;
  const nameOf = { channel: named, person: named, policy: named, integration: named };
  expect(thenWords(rule.then, nameOf)).toBe('severity sev1 · tell <chan_1> · stop');
  expect(thenWords({ channelIds: [], suppress: false }, nameOf)).toBe('nothing');
});
