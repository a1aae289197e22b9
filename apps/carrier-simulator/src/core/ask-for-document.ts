import type { WebAnswer } from './courier.js';
import { until } from './pause.js';
import type { ExecutionContext } from './stage.js';
import type { Target } from './target.js';

/**
 * Fetches a document and notes it in the call's record; stops waiting when it is no longer wanted, while the request itself
 * goes on. Throws TransportFailure and Interrupted.
 */
export async function requestDocument(context: ExecutionContext, target: Target): Promise<WebAnswer> {
  const { record } = context.call;
  const answer = target.inline === undefined ? await fetchTarget(context, target) : inlineAnswer(target.inline);
  const { kind, url } = target;
  record.documents.push({ at: new Date().toISOString(), kind, url, legSid: context.legSid, body: answer.body });
  record.changes.notify();
  return answer;
}

const inlineAnswer = (body: string): WebAnswer => ({ status: 200, contentType: 'text/xml', body, url: '' });

async function fetchTarget(context: ExecutionContext, { kind, method, url, params: more }: Target): Promise<WebAnswer> {
  const params = { ...context.params(), ...more };
  const answer = context.call.dispatcher.request({ kind, method, url, params });
  const outcome = await until<WebAnswer | Error>(Infinity, context.signal, (report) => {
    answer.then(report, (error: unknown) => report(error instanceof Error ? error : new Error(String(error))));
    return () => undefined;
  });
  if (outcome instanceof Error) throw outcome;
  if (!outcome) throw new Error('the request of a document ended without an outcome');
  return outcome;
}
