import type { EscalationPolicy } from '../api/resources.js';
import { escalationBody, escalationValues } from './escalation-values.js';

const policy: Omit<EscalationPolicy, 'createdAt' | 'updatedAt'> = {
  id: 'esc_1',
  name: 'Default',
  repeat: 2,
  repeatDelayMinutes: 10,
  steps: [
    { delayMinutes: 0, targets: [{ type: 'schedule', id: 'sched_1' }] },
    {
      delayMinutes: 10,
      targets: [
        { type: 'user', id: 'user_1' },
        { type: 'channel', id: 'chan_1' },
      ],
    },
  ],
};

describe('escalation values', () => {
  it('come back as the policy without its id', () => {
    const { id: _id, ...expected } = policy;
    expect(escalationBody(escalationValues(policy))).toEqual(expected);
  });
  it('take an empty number for the default of the API', () =>
    expect(
      escalationBody({
        name: 'a',
        repeat: null,
        repeatDelayMinutes: null,
        steps: [{ delayMinutes: null, targets: [] }],
      }),
    ).toEqual({
      name: 'a',
      repeat: 0,
      repeatDelayMinutes: 5,
      steps: [{ delayMinutes: 0, targets: [] }],
    }));
});
