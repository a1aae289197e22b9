import type { WebAnswer } from './courier.js';
import { until } from './pause.js';
import type { Stage } from './stage.js';
import type { Target } from './target.js';

/**
 * Fetches a document and notes it in the call's file; stops waiting when it is no longer wanted, while the request itself
 * goes on. Throws TransportFailure and Interrupted.
 */
export async function askForDocument(stage: Stage, target: Target): Promise<WebAnswer> {
  const { file } = stage.call;
  const answer = target.inline === undefined ? await askFor(stage, target) : inlineAnswer(target.inline);
  const { kind, url } = target;
  file.documents.push({ at: new Date().toISOString(), kind, url, legSid: stage.legSid, body: answer.body });
  file.changes.announce();
  return answer;
}

const inlineAnswer = (body: string): WebAnswer => ({ status: 200, contentType: 'text/xml', body, url: '' });

async function askFor(stage: Stage, { kind, method, url, params: more }: Target): Promise<WebAnswer> {
  const params = { ...stage.params(), ...more };
  const asked = stage.call.courier.ask({ kind, method, url, params });
  const outcome = await until<WebAnswer | Error>(Infinity, stage.signal, (report) => {
    asked.then(report, (error: unknown) => report(error instanceof Error ? error : new Error(String(error))));
    return () => undefined;
  });
  if (outcome instanceof Error) throw outcome;
  if (!outcome) throw new Error('asking for a document ended without an outcome');
  return outcome;
}
