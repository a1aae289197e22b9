import type { newLine } from '@ringdown/contracts';
import type { z } from 'zod';

/** Rules between the fields of a line. */
export function lineRules({ incident }: z.output<typeof newLine>, context: z.core.$RefinementCtx): void {
  const wrong = (field: string, message: string): void =>
    context.addIssue({ code: 'custom', path: ['incident', field], message });
  if (incident.trigger === 'off') return;
  if (incident.integrationId === null) {
    wrong('integrationId', 'choose an integration: the incidents of this line need one');
  }
  if (incident.trigger === 'missed' && incident.when === 'ringing') {
    wrong('when', 'choose completed: while it rings, nobody knows yet whether a call is missed');
  }
}
