import type { Call } from '@ringdown/contracts';

export type Outcome = NonNullable<Call['outcome']>;

interface Look {
  readonly label: string;
  readonly color: string;
}

export const outcomes: Readonly<Record<Outcome, Look>> = {
  answered: { label: 'Answered', color: 'green' },
  missed: { label: 'Missed', color: 'red' },
  no_one_on_call: { label: 'No one on call', color: 'orange' },
  rejected: { label: 'Rejected', color: 'gray' },
  failed: { label: 'Failed', color: 'red' },
};

type Attempt = Call['attempts'][number];

export const attemptRoles: Readonly<Record<Attempt['role'], string>> = {
  primary: 'Primary',
  fallback1: 'Fallback 1',
  fallback2: 'Fallback 2',
};

export const attemptResults: Readonly<Record<Attempt['result'], Look>> = {
  ringing: { label: 'Ringing', color: 'blue' },
  accepted: { label: 'Accepted', color: 'green' },
  declined: { label: 'Passed on', color: 'orange' },
  no_answer: { label: 'No answer', color: 'red' },
  busy: { label: 'Busy', color: 'orange' },
  failed: { label: 'Failed', color: 'red' },
  skipped: { label: 'Skipped', color: 'gray' },
  not_reached: { label: 'Not reached', color: 'gray' },
};
