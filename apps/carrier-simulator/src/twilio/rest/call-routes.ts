import type { Carrier } from '../../carrier.js';
import { json, type Answer } from '../../http/answer.js';
import type { Route } from '../../http/router.js';
import type { LiveCall } from '../../core/live-call.js';
import type { DialledLeg } from '../../core/dialled-leg.js';
import { callResource, legResource } from './call-resource.js';
import { pageOf } from './page-of.js';
import { placeCall } from './place-call.js';
import { type RestAsked, restRoute } from './rest-door.js';
import { notFound, RestError } from './rest-error.js';
import { updateCall } from './update-call.js';

/** Calls: place, fetch, list (by parent, or all that the account still has), update. */
export function restCallRoutes(carrier: Carrier): readonly Route[] {
  return [
    restRoute(carrier, 'GET', '/Calls/:sid.json', (asked) => fetchCall(carrier, asked)),
    restRoute(carrier, 'POST', '/Calls/:sid.json', (asked) => {
      const call = ownCall(carrier, asked);
      return call ? updateCall(call, asked) : updateLeg(carrier, asked);
    }),
    restRoute(carrier, 'POST', '/Calls.json', (asked) => placeCall(carrier, asked)),
    restRoute(carrier, 'GET', '/Calls.json', (asked) => json(200, pageOf(asked, 'calls', listCalls(carrier, asked)))),
  ];
}

export function ownCall(carrier: Carrier, { params, account }: RestAsked): LiveCall | undefined {
  const call = carrier.calls.get(params['sid'] ?? '');
  return call?.accountSid === account.accountSid ? call : undefined;
}

function ownLeg(carrier: Carrier, { params, path, account }: RestAsked): { call: LiveCall; leg: DialledLeg } {
  const found = carrier.legOf(params['sid'] ?? '');
  if (found?.call.accountSid !== account.accountSid) throw notFound(path);
  return found;
}

function fetchCall(carrier: Carrier, asked: RestAsked): Answer {
  const call = ownCall(carrier, asked);
  if (call) return json(200, callResource(asked.account, call));
  const { call: parent, leg } = ownLeg(carrier, asked);
  return json(200, legResource(asked.account, parent, leg));
}

/** A dialled leg can be hung up; sending it elsewhere is not simulated. */
function updateLeg(carrier: Carrier, asked: RestAsked): Answer {
  const { call, leg } = ownLeg(carrier, asked);
  if (leg.phone.gone.aborted) throw new RestError(400, 21220, `Call is not in-progress. Cannot redirect. ${leg.sid}`);
  const status = asked.form.get('Status');
  if (status !== 'completed' && status !== 'canceled')
    throw new RestError(400, 20001, 'this carrier only ends a dialled leg: Status=completed');
  leg.phone.hangUp();
  return json(200, legResource(asked.account, call, leg));
}

function listCalls(carrier: Carrier, { query, account }: RestAsked): object[] {
  const parent = query.get('ParentCallSid');
  const own = [...carrier.calls.values()].filter(({ accountSid }) => accountSid === account.accountSid);
  if (parent === null) return own.reverse().map((call) => callResource(account, call));
  return own
    .filter(({ file }) => file.callSid === parent)
    .flatMap((call) => [...call.dialled.values()].map((leg) => legResource(account, call, leg)));
}
