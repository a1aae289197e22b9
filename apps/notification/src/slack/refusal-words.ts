import { fieldSentence } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';

/** For what may have been done although nobody said so: a request that took too long. */
const unconfirmed = 'This was not confirmed in time. Look whether it was done before you do it again.';

/** Why something was not done, as a sentence for whoever asked for it; null for what nobody foresaw, which belongs in the log. */
export function refusalOf(error: unknown): string | null {
  if (!(error instanceof DomainError)) return null;
  if (error.kind === 'unavailable') return unconfirmed;
  const fields = error.errors.map(({ path, message }) => fieldSentence(path, message));
  return error.kind === 'invalid' && fields.length > 0 ? fields.join(' ') : error.message;
}

export const notNow = 'This could not be done right now. Try it again in a minute.';
