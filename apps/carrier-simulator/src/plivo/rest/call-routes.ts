import { type Answer, noContent } from '../../http/answer.js';
import type { Route } from '../../http/router.js';
import type { Simulator } from '../../simulator.js';
import { PlivoCall } from '../plivo-call.js';
import { callDetailRecord, liveCall } from './call-resource.js';
import { listOf } from './list-of.js';
import { placeCall } from './place-call.js';
import { type PlivoAsked, plivoRoute } from './plivo-door.js';
import { PlivoError, withApiId } from './plivo-error.js';
import { methodField, neededField, urlField } from './web-fields.js';

/** Calls: place one, show it while it lasts and afterwards, send it elsewhere, end it. */
export function callRoutes(simulator: Simulator): readonly Route[] {
  return [
    plivoRoute(simulator, 'POST', '/Call/', (asked) => placeCall(simulator, asked)),
    plivoRoute(simulator, 'GET', '/Call/', (asked) => listCalls(simulator, asked)),
    plivoRoute(simulator, 'GET', '/Call/:id/', (asked) => fetchCall(simulator, asked)),
    plivoRoute(simulator, 'POST', '/Call/:id/', (asked) => transfer(simulator, asked)),
    plivoRoute(simulator, 'DELETE', '/Call/:id/', (asked) => hangUp(simulator, asked)),
  ];
}

function ownCalls(simulator: Simulator, { account }: PlivoAsked): PlivoCall[] {
  return [...simulator.calls.values()].filter(
    (call): call is PlivoCall => call instanceof PlivoCall && call.accountSid === account.accountSid,
  );
}

function ownCall(simulator: Simulator, asked: PlivoAsked): PlivoCall {
  const call = simulator.calls.get(asked.params['id'] ?? '');
  if (!(call instanceof PlivoCall) || call.accountSid !== asked.account.accountSid)
    throw new PlivoError(404, 'call not found');
  return call;
}

/** While it lasts there is no record of it, and afterwards it is not live. */
function fetchCall(simulator: Simulator, asked: PlivoAsked): Answer {
  const call = ownCall(simulator, asked);
  const wantsLive = asked.query.get('status') === 'live';
  if (wantsLive === call.hungUp) throw new PlivoError(404, 'call not found');
  return withApiId(200, wantsLive ? liveCall(call) : callDetailRecord(call));
}

function listCalls(simulator: Simulator, asked: PlivoAsked): Answer {
  const calls = ownCalls(simulator, asked);
  if (asked.query.get('status') === 'live')
    return withApiId(200, { calls: calls.filter(({ hungUp }) => !hungUp).map(({ record }) => record.callSid) });
  const over = calls.filter(({ hungUp }) => hungUp).reverse();
  return listOf(asked, over.map(callDetailRecord));
}

/** Sends the first leg elsewhere; the second one is not simulated. */
function transfer(simulator: Simulator, asked: PlivoAsked): Answer {
  const call = ownCall(simulator, asked);
  const { fields } = asked;
  if (call.hungUp) throw new PlivoError(404, 'call not found');
  if ((fields.get('legs') ?? 'aleg') !== 'aleg') throw new PlivoError(400, 'this simulator only transfers the aleg');
  neededField(fields, 'aleg_url');
  const url = urlField(fields, 'aleg_url') ?? '';
  const method = methodField(fields, 'aleg_method') ?? 'POST';
  call.redirect({ kind: 'redirect', url, method, params: { Event: 'Redirect' }, byApi: true });
  return withApiId(202, { message: 'call transferred' });
}

function hangUp(simulator: Simulator, asked: PlivoAsked): Answer {
  const found = simulator.legOf(asked.params['id'] ?? '');
  if (found?.call.accountSid === asked.account.accountSid && !found.leg.phone.gone.aborted) {
    found.leg.phone.hangUp();
    return noContent;
  }
  const call = ownCall(simulator, asked);
  if (call.hungUp) throw new PlivoError(404, 'call not found');
  call.hangUp('api');
  return noContent;
}
