import type { Call } from '@ringdown/contracts';
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

/** Who called, in one line: name and number, the number or address alone, or that it was withheld. */
export function callerWords({ name, number, address }: Pick<Call['caller'], 'name' | 'number' | 'address'>): string {
  if (number === null) return name ?? address ?? 'Unknown caller';
  return name === null ? number : `${name} (${number})`;
}

type Verification = NonNullable<Call['caller']['verification']>;

const verificationResults: Record<Verification['result'], string> = {
  verified: 'Signed by the carriers',
  unverified: 'No carrier vouches for the number',
  failed: 'Failed verification by the carriers: the number may be forged',
};

/** What the carriers say of the caller's number, with their own word for whoever has to look it up. */
export const verificationWords = ({ result, attestation, reported }: Verification): string =>
  `${verificationResults[result]} (STIR/SHAKEN ${reported}${attestation === null ? '' : `, attestation ${attestation}`})`;

const reasons: Readonly<Record<string, string>> = {
  nobody_on_call: 'Nobody was on call',
  no_phone: 'No usable phone number',
  phone_not_allowed: 'The phone number may not be rung',
  already_rung: 'Was already rung in this call',
  declined_before: 'Had passed on this call before',
  on_another_call: 'Was on another call',
  is_the_caller: 'Is the caller',
};

/** Why an attempt rang nobody, in words; an unknown reason is shown as it came. */
export function reasonWords(reason: string | null): string {
  if (reason === null) return '';
  return reasons[reason] ?? reason.replaceAll('_', ' ');
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
