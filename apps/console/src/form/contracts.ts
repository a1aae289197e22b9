import './zod-without-eval.js';
import { fieldSentence, wordsOf } from '@ringdown/contracts';
import { z } from 'zod';

// The contracts do this themselves, but only where the whole of them is imported.
z.config({ customError: wordsOf });

/**
 * The contracts that forms are checked by. They come with zod, which no page needs until a form is sent: loaded by `import()`, this is
 * a chunk of its own.
 */
export {
  alertRulesDryRun,
  callChange,
  incidentChange,
  incidentMute,
  incidentNote,
  newAbsence,
  newAlertRule,
  newApiKey,
  newCallIncident,
  newChannel,
  newContact,
  newEscalationPolicy,
  newIncident,
  newIntegration,
  newLine,
  newOverride,
  newProviderAccount,
  newSchedule,
  newTeam,
  newUser,
  organisationSettingsChange,
  ownProfile,
  saveCaller,
} from '@ringdown/contracts';

/** What the API would answer about an input: the first error of each path, in the API's own words; empty where it has none. */
export function errorsOf(contract: z.ZodType, body: unknown): Record<string, string> {
  const errors: Record<string, string> = {};
  // What is undefined is not sent.
  for (const { path, message } of contract.safeParse(JSON.parse(JSON.stringify(body))).error?.issues ?? []) {
    const field = path.join('.');
    errors[field] ??= fieldSentence(field, message);
  }
  return errors;
}
