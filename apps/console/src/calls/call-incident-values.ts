import type { newCallIncident } from '@ringdown/contracts';
import type { z } from 'zod';
/** What the form for an incident of a call holds: nothing chosen as null, no title for the call's own words. */
type CallIncidentValues = { readonly title: string } & Readonly<
  Record<Exclude<keyof z.input<typeof newCallIncident>, 'title'>, string | null>
>;

export const blankCallIncident: CallIncidentValues = {
  title: '',
  integrationId: null,
  escalationPolicyId: null,
  priority: null,
  severity: null,
};

/** The form as the API takes it: what was left empty is left out. */
export function callIncidentBody({ integrationId, ...values }: CallIncidentValues): Record<string, string> {
  const chosen = Object.entries(values).flatMap(([key, value]) =>
    value === null || value.trim() === '' ? [] : [[key, value.trim()] as const],
  );
  return { integrationId: integrationId ?? '', ...Object.fromEntries(chosen) };
}
