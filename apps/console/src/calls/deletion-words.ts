import type { Call } from '@ringdown/contracts';
import { providerNames } from '../setup/provider-names.js';

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
