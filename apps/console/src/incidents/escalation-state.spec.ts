import { escalationInWords, nextStep } from './escalation-state.js';

const style = { now: new Date('2026-01-05T02:11:00Z'), locale: 'en-GB', timeZone: 'Europe/Berlin' };
const nextAt = '2026-01-05T02:15:00.000Z';
const triggered = {
  status: 'triggered',
  suppressed: false,
  mutedUntil: null,
  quietAt: null,
  escalation: null,
  escalationPolicyId: 'esc_1',
} as const;
const escalating = (step: number, round = 1, at = nextAt) => ({
  ...triggered,
  escalation: { step, of: 3, round, nextAt: at },
});

describe('escalationInWords', () => {
  it.each([
    ['Step 2 of 3, round 1; next at 03:15, in 4 min', escalating(2)],
    ['Step 1 of 3, round 2; next at 03:15, in 4 min', escalating(1, 2)],
    ['Step 1 of 3 comes at 03:15, in 4 min', escalating(0)],
    ['Round 2 begins at 03:15, in 4 min', escalating(0, 2)],
    ['Step 2 of 3, round 1; next now', escalating(2, 1, '2026-01-05T02:10:59.000Z')],
    ['The policy is at its end: nobody else is notified', triggered],
    ['It has no escalation policy: nobody is notified', { ...triggered, escalationPolicyId: null }],
    ['Acknowledged: nobody else is notified', { ...triggered, status: 'acknowledged' as const }],
    ['Muted: it notifies nobody', { ...triggered, mutedUntil: 'forever' as const }],
    ['It has recovered: nobody is notified unless it fires again', { ...triggered, quietAt: nextAt }],
    ['An alert rule suppresses it: it notifies nobody', { ...triggered, suppressed: true }],
  ])('says: %s', (words, incident) => expect(escalationInWords(incident, style)).toBe(words));

  it('has nothing to say of what is over', () =>
    expect(escalationInWords({ ...triggered, status: 'resolved' }, style)).toBeNull());
});

describe('nextStep', () => {
  const steps = ['user_1', 'user_2', 'user_3'].map((id) => ({
    delayMinutes: 5,
    targets: [{ type: 'user' as const, id }],
  }));
  const whoIsNext = (incident: Parameters<typeof nextStep>[0], of = steps) =>
    nextStep(incident, of)?.targets.map(({ id }) => id) ?? null;

  it.each([
    ['user_1', escalating(0)],
    ['user_3', escalating(2)],
    ['user_1', triggered],
    ['user_1', escalating(3)],
  ])('finds %s', (id, incident) => expect(whoIsNext(incident)).toEqual([id]));
  it('says where it stands', () => expect(nextStep(escalating(1), steps)).toMatchObject({ place: 2, of: 3 }));

  it.each([
    ['it pauses since somebody acknowledged it', { ...triggered, status: 'acknowledged' as const }],
    ['it pauses since it is muted', { ...triggered, mutedUntil: nextAt }],
    ['it waits since it has recovered', { ...triggered, quietAt: nextAt }],
    ['it is suppressed', { ...triggered, suppressed: true }],
    ['it is over', { ...triggered, status: 'resolved' as const }],
  ])('does not guess where %s', (_, incident) => expect(whoIsNext(incident)).toBeNull());
  it('knows the only step there is, even where it pauses', () =>
    expect(whoIsNext({ ...triggered, status: 'acknowledged' }, steps.slice(0, 1))).toEqual(['user_1']));
  it('finds nobody in a policy without steps', () => expect(whoIsNext(triggered, [])).toBeNull());
});
