import type { FallbackScript } from './fallback-script.js';
import { plivoDocuments } from './plivo-documents.js';
import type { StaticDocument } from './static-document.js';
import { twilioDocuments } from './twilio-documents.js';

const renderers = { twilio: twilioDocuments, plivo: plivoDocuments };

/**
 * The files of one line's fallback, `base` being its fallback URL. `last` is what a caller gets who asks for a file that a
 * change of the line has taken away meanwhile: the message, or the goodbye.
 */
export function fallbackDocuments(
  provider: keyof typeof renderers,
  script: FallbackScript,
  base: string,
): readonly StaticDocument[] {
  const documents = renderers[provider](script, base);
  const lastName = script.steps.find(({ then }) => then.kind !== 'ring')?.name;
  const last = documents.find(({ name }) => name === lastName);
  if (!last) throw new Error('a call that nobody accepts ends');
  return [...documents, { ...last, name: 'last' }];
}
