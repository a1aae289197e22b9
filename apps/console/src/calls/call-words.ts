import type { Call } from '@ringdown/contracts';
import { skipWords } from '@ringdown/domain-calls';
import { providerNames } from '../setup/account-values.js';

type Outcome = NonNullable<Call['outcome']>;

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

const reasons: Readonly<Record<string, string>> = skipWords;

/** Why an attempt rang nobody, as the steps of the call say it; an unknown reason is shown as it came. */
export function reasonWords(reason: string | null): string {
  if (reason === null) return '';
  const words = reasons[reason] ?? reason.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

type Deleted = Pick<Call, 'recording' | 'voicemail' | 'provider' | 'incidentId' | 'notes'>;

/** What goes with a call that is deleted, and what stays, one sentence each. */
export function deletionWords({ recording, voicemail, provider, incidentId, notes }: Deleted): readonly string[] {
  const name = providerNames[provider];
  return [
    'The call leaves the log.',
    ...(recording === null ? [] : [`Its recording is deleted, at ${name} too.`]),
    ...(voicemail === null ? [] : [`Its voicemail is deleted, at ${name} too.`]),
    ...(notes === '' ? [] : ['Its notes are deleted.']),
    ...(incidentId === null ? [] : ['Its incident stays, and says that the call was deleted.']),
  ];
}
