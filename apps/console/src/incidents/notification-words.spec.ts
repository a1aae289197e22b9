import type { IncidentNotification } from '@ringdown/contracts';
import { byPersonAndStep, instantMeans, stateLook } from './notification-words.js';

describe('stateLook', () => {
  it.each([
    ['sms', 'sent', 'Sent'],
    ['email', 'delivered', 'Arrived'],
    ['voice', 'sent', 'Calling'],
    ['voice', 'delivered', 'Called'],
    ['voice', 'answered', 'Answered'],
    ['voice', 'failed', 'Failed'],
    ['push', 'cancelled', 'No longer needed'],
  ] as const)('calls %s that is %s: %s', (type, state, label) => expect(stateLook({ type, state }).label).toBe(label));
});

describe('byPersonAndStep', () => {
  const notification = (id: string, name: string, step: number | null): IncidentNotification => ({
    id,
    at: '2026-01-05T03:00:00.000Z',
    user: { id: `user_${name}`, name },
    step,
    madeResponder: false,
    type: 'sms',
    state: 'sent',
    detail: null,
  });
  it('puts together what one person was told at one step', () => {
    const told = byPersonAndStep([
      notification('1', 'Priya', 1),
      notification('2', 'Priya', 1),
      notification('3', 'Sam', 1),
      notification('4', 'Priya', 2),
      notification('5', 'Priya', null),
      { ...notification('6', 'Priya', null), madeResponder: true },
    ]);
    expect(
      told.map(({ name, occasion, notifications }) => [name, occasion, notifications.map(({ id }) => id)]),
    ).toEqual([
      ['Priya', 'Step 1', ['1', '2']],
      ['Sam', 'Step 1', ['3']],
      ['Priya', 'Step 2', ['4']],
      ['Priya', 'It is resolved', ['5']],
      ['Priya', 'Made a responder', ['6']],
    ]);
  });
});

describe('instantMeans', () => {
  const now = new Date('2026-01-05T03:00:00Z');
  const before = '2026-01-05T02:59:00.000Z';
  const after = '2026-01-05T03:05:00.000Z';
  it.each([
    ['waiting', after, 'comes at'],
    ['waiting', before, 'due since'],
    ['sent', before, 'at'],
    ['failed', before, 'at'],
    ['failed', after, 'was to come at'],
    ['cancelled', before, 'was to come at'],
  ] as const)('of one that is %s at %s: %s', (state, at, words) =>
    expect(instantMeans({ state, at }, now)).toBe(words),
  );
});
