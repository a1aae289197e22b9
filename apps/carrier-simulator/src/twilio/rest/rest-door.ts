import type { Answer, Asked, Handler } from '../../http/answer.js';
import { answerOrFail, type Failure } from '../../http/failure-script.js';
import { route, type Route } from '../../http/router.js';
import type { Simulator } from '../../simulator.js';
import type { Account } from '../accounts.js';
import { RestError, restErrorAnswer } from './rest-error.js';

/** A request to the REST API, its account checked and its form read. */
export interface RestAsked extends Asked {
  readonly account: Account;
  readonly form: URLSearchParams;
}

export type RestHandler = (asked: RestAsked) => Answer;

/** A route under one account: fails as ordered, checks the credentials, answers errors in Twilio's manner. */
export function restRoute(simulator: Simulator, method: string, path: string, handler: RestHandler): Route {
  const guarded: Handler = async (asked) => {
    const answer = await answerOrFail(simulator.restFailures, asked, () => answerOf(simulator, asked, handler), failAs);
    const accountSid = (asked.params['account'] ?? '').replace(/\.json$/, '');
    simulator.received.add({ accountSid, method: asked.method, path: asked.path, status: answer.status });
    return answer;
  };
  return route(method, `/2010-04-01/Accounts/:account${path}`, guarded);
}

function answerOf(simulator: Simulator, asked: Asked, handler: RestHandler): Answer {
  try {
    const form = new URLSearchParams(asked.body.toString('utf8'));
    return handler({ ...asked, account: authenticate(simulator, asked), form });
  } catch (error) {
    if (error instanceof RestError) return restErrorAnswer(error);
    throw error;
  }
}

function authenticate(simulator: Simulator, { headers, params }: Asked): Account {
  const sid = (params['account'] ?? '').replace(/\.json$/, '');
  const account = simulator.twilio.accounts.get(sid);
  const expected = account && `Basic ${Buffer.from(`${sid}:${account.authToken}`).toString('base64')}`;
  if (!account || headers['authorization'] !== expected) throw new RestError(401, 20003, 'Authenticate');
  return account;
}

function failAs({ status, timeout, retryAfter }: Failure): Answer | undefined {
  if (status === undefined)
    return timeout ? restErrorAnswer(new RestError(503, 20503, 'Service unavailable')) : undefined;
  const headers: Record<string, string> = {};
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
  const error =
    status === 429
      ? new RestError(429, 20429, 'Too Many Requests')
      : new RestError(status, 20500, 'An internal server error has occurred');
  return restErrorAnswer(error, headers);
}
