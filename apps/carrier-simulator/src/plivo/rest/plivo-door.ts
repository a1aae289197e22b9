import type { Answer, Asked, Handler } from '../../http/answer.js';
import { answerOrFail, type Failure } from '../../http/failure-script.js';
import { route, type Route } from '../../http/router.js';
import type { Simulator } from '../../simulator.js';
import type { PlivoAccount } from '../accounts.js';
import { errorAnswer, PlivoError } from './plivo-error.js';

/** A request to the REST API, its account checked and its body read. */
export interface PlivoAsked extends Asked {
  readonly account: PlivoAccount;
  /** Of the JSON (or form) body, every value as text. */
  readonly fields: ReadonlyMap<string, string>;
}

export type PlivoHandler = (asked: PlivoAsked) => Answer;

/** A route under one account: fails as ordered, checks the credentials, answers errors in Plivo's manner. */
export function plivoRoute(simulator: Simulator, method: string, path: string, handler: PlivoHandler): Route {
  const guarded: Handler = async (asked) => {
    const answer = await answerOrFail(simulator.restFailures, asked, () => answerOf(simulator, asked, handler), failAs);
    const { account: accountSid = '' } = asked.params;
    simulator.received.add({ accountSid, method: asked.method, path: asked.path, status: answer.status });
    return answer;
  };
  return route(method, `/v1/Account/:account${path}`, guarded);
}

function answerOf(simulator: Simulator, asked: Asked, handler: PlivoHandler): Answer {
  try {
    return handler({ ...asked, account: authenticate(simulator, asked), fields: fieldsOf(asked) });
  } catch (error) {
    if (error instanceof PlivoError) return errorAnswer(error);
    throw error;
  }
}

function authenticate(simulator: Simulator, { headers, params }: Asked): PlivoAccount {
  const authId = params['account'] ?? '';
  const account = simulator.plivo.accounts.get(authId);
  const expected = account && `Basic ${Buffer.from(`${authId}:${account.authToken}`).toString('base64')}`;
  if (!account || headers['authorization'] !== expected) throw new PlivoError(401, 'authentication failed');
  return account;
}

function fieldsOf({ body, headers }: Asked): ReadonlyMap<string, string> {
  const text = body.toString('utf8');
  if (text === '') return new Map();
  if (String(headers['content-type']).startsWith('application/x-www-form-urlencoded'))
    return new Map(new URLSearchParams(text));
  try {
    const parsed = JSON.parse(text) as unknown;
    if (typeof parsed !== 'object' || parsed === null) throw new PlivoError(400, 'the body has to be a JSON object');
    return new Map(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
  } catch (error) {
    throw error instanceof PlivoError ? error : new PlivoError(400, 'the body has to be JSON');
  }
}

function failAs({ status, timeout, retryAfter }: Failure): Answer | undefined {
  if (status === undefined) return timeout ? errorAnswer(new PlivoError(503, 'service unavailable')) : undefined;
  const headers: Record<string, string> = {};
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
  return errorAnswer(new PlivoError(status, status === 429 ? 'rate limit exceeded' : 'internal server error'), headers);
}
