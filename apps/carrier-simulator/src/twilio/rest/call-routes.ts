import type { Call } from '../../calls/call.js';
import type { DialLeg } from '../../calls/dial-leg.js';
import { type Answer, json } from '../../http/answer.js';
import type { Route } from '../../http/router.js';
import type { Simulator } from '../../simulator.js';
import { callResource, legResource } from './call-resource.js';
import { pageOf } from './page-of.js';
import { placeCall } from './place-call.js';
import { type RestAsked, restRoute } from './rest-door.js';
import { notFound, RestError } from './rest-error.js';
import { updateCall } from './update-call.js';

/** Calls: place, fetch, list (by parent, or all that the account still has), update. */
export function restCallRoutes(simulator: Simulator): readonly Route[] {
  return [
    restRoute(simulator, 'GET', '/Calls/:sid.json', (asked) => fetchCall(simulator, asked)),
    restRoute(simulator, 'POST', '/Calls/:sid.json', (asked) => {
      const call = ownCall(simulator, asked);
      return call ? updateCall(call, asked) : updateLeg(simulator, asked);
    }),
    restRoute(simulator, 'POST', '/Calls.json', (asked) => placeCall(simulator, asked)),
    restRoute(simulator, 'GET', '/Calls.json', (asked) =>
      json(200, pageOf(asked, 'calls', listCalls(simulator, asked))),
    ),
  ];
}

export function ownCall(simulator: Simulator, { params, account }: RestAsked): Call | undefined {
  const call = simulator.calls.get(params['sid'] ?? '');
  return call?.accountSid === account.accountSid ? call : undefined;
}

function ownLeg(simulator: Simulator, { params, path, account }: RestAsked): { call: Call; leg: DialLeg } {
  const found = simulator.legOf(params['sid'] ?? '');
  if (found?.call.accountSid !== account.accountSid) throw notFound(path);
  return found;
}

function fetchCall(simulator: Simulator, asked: RestAsked): Answer {
  const call = ownCall(simulator, asked);
  if (call) return json(200, callResource(asked.account, call));
  const { call: parent, leg } = ownLeg(simulator, asked);
  return json(200, legResource(asked.account, parent, leg));
}

/** A dialled leg can be hung up; sending it elsewhere is not simulated. */
function updateLeg(simulator: Simulator, asked: RestAsked): Answer {
  const { call, leg } = ownLeg(simulator, asked);
  if (leg.phone.gone.aborted) throw new RestError(400, 21220, `Call is not in-progress. Cannot redirect. ${leg.sid}`);
  const status = asked.form.get('Status');
  if (status !== 'completed' && status !== 'canceled')
    throw new RestError(400, 20001, 'this simulator only ends a dialled leg: Status=completed');
  leg.phone.hangUp();
  return json(200, legResource(asked.account, call, leg));
}

function listCalls(simulator: Simulator, { query, account }: RestAsked): object[] {
  const parent = query.get('ParentCallSid');
  const own = [...simulator.calls.values()].filter(({ accountSid }) => accountSid === account.accountSid);
  if (parent === null) return own.reverse().map((call) => callResource(account, call));
  return own
    .filter(({ record }) => record.callSid === parent)
    .flatMap((call) => [...call.dialled.values()].map((leg) => legResource(account, call, leg)));
}
