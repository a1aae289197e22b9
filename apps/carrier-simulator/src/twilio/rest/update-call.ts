import type { Call } from '../../calls/call.js';
import type { Target } from '../../documents/execution.js';
import { type Answer, json } from '../../http/answer.js';
import { callResource } from './call-resource.js';
import type { RestAsked } from './rest-door.js';
import { RestError } from './rest-error.js';

const maxTwimlLength = 4000;

/** Redirects or ends a live call. */
export function updateCall(call: Call, asked: RestAsked): Answer {
  const { form, account } = asked;
  if (call.hungUp) throw new RestError(400, 21220, `Call is not in-progress. Cannot redirect. ${call.record.callSid}`);
  const status = form.get('Status');
  const target = targetOf(form);
  if (status !== null && !['completed', 'canceled'].includes(status))
    throw new RestError(400, 20001, `Invalid Status: ${status}`);
  if (status === null && !target) throw new RestError(400, 20001, 'No update parameter: Url, Twiml or Status');
  // `canceled` has no effect on a call that is answered already.
  if (status === 'completed' || (status === 'canceled' && !call.answered)) call.hangUp('api');
  else if (target) call.redirect(target);
  return json(200, callResource(account, call));
}

/** `Url` or `Twiml`, which exclude each other; nothing where neither is given. */
export function targetOf(form: URLSearchParams): Target | undefined {
  const url = form.get('Url');
  const twiml = form.get('Twiml');
  const method = form.get('Method') ?? 'POST';
  if (url !== null && twiml !== null) throw new RestError(400, 20001, 'Url and Twiml exclude each other');
  if (method !== 'GET' && method !== 'POST') throw new RestError(400, 21202, `Invalid Method: ${method}`);
  if (twiml !== null) {
    if (twiml.length > maxTwimlLength)
      throw new RestError(400, 21218, `Twiml is longer than ${maxTwimlLength} characters`);
    return { kind: 'redirect', url: '', method, params: {}, inline: twiml };
  }
  if (url === null) return undefined;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new RestError(400, 21205, `Url is not a valid URL: ${url}`);
  return { kind: 'redirect', url, method, params: {} };
}
