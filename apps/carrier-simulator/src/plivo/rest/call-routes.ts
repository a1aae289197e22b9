import type { Carrier } from '../../carrier.js';
import { type Answer, noContent } from '../../http/answer.js';
import type { Route } from '../../http/router.js';
import { PlivoLiveCall } from '../plivo-live-call.js';
import { callRecord, liveCall } from './call-resource.js';
import { listOf } from './list-of.js';
import { placeCall } from './place-call.js';
import { type PlivoAsked, plivoRoute } from './plivo-door.js';
import { PlivoError, withApiId } from './plivo-error.js';
import { methodField, neededField, urlField } from './web-fields.js';

/** Calls: place one, show it while it lasts and afterwards, send it elsewhere, end it. */
export function callRoutes(carrier: Carrier): readonly Route[] {
  return [
    plivoRoute(carrier, 'POST', '/Call/', (asked) => placeCall(carrier, asked)),
    plivoRoute(carrier, 'GET', '/Call/', (asked) => listCalls(carrier, asked)),
    plivoRoute(carrier, 'GET', '/Call/:id/', (asked) => fetchCall(carrier, asked)),
    plivoRoute(carrier, 'POST', '/Call/:id/', (asked) => transfer(carrier, asked)),
    plivoRoute(carrier, 'DELETE', '/Call/:id/', (asked) => hangUp(carrier, asked)),
  ];
}

function ownCalls(carrier: Carrier, { account }: PlivoAsked): PlivoLiveCall[] {
  return [...carrier.calls.values()].filter(
    (call): call is PlivoLiveCall => call instanceof PlivoLiveCall && call.accountSid === account.accountSid,
  );
}

function ownCall(carrier: Carrier, asked: PlivoAsked): PlivoLiveCall {
  const call = carrier.calls.get(asked.params['id'] ?? '');
  if (!(call instanceof PlivoLiveCall) || call.accountSid !== asked.account.accountSid)
    throw new PlivoError(404, 'call not found');
  return call;
}

/** While it lasts there is no record of it, and afterwards it is not live. */
function fetchCall(carrier: Carrier, asked: PlivoAsked): Answer {
  const call = ownCall(carrier, asked);
  const wantsLive = asked.query.get('status') === 'live';
  if (wantsLive === call.hungUp) throw new PlivoError(404, 'call not found');
  return withApiId(200, wantsLive ? liveCall(call) : callRecord(call));
}

function listCalls(carrier: Carrier, asked: PlivoAsked): Answer {
  const calls = ownCalls(carrier, asked);
  if (asked.query.get('status') === 'live')
    return withApiId(200, { calls: calls.filter(({ hungUp }) => !hungUp).map(({ file }) => file.callSid) });
  const over = calls.filter(({ hungUp }) => hungUp).reverse();
  return listOf(asked, over.map(callRecord));
}

/** Sends the first leg elsewhere; the second one is not simulated. */
function transfer(carrier: Carrier, asked: PlivoAsked): Answer {
  const call = ownCall(carrier, asked);
  const { fields } = asked;
  if (call.hungUp) throw new PlivoError(404, 'call not found');
  if ((fields.get('legs') ?? 'aleg') !== 'aleg') throw new PlivoError(400, 'this carrier only transfers the aleg');
  neededField(fields, 'aleg_url');
  const url = urlField(fields, 'aleg_url') ?? '';
  const method = methodField(fields, 'aleg_method') ?? 'POST';
  call.redirect({ kind: 'redirect', url, method, params: { Event: 'Redirect' }, byApi: true });
  return withApiId(202, { message: 'call transferred' });
}

function hangUp(carrier: Carrier, asked: PlivoAsked): Answer {
  const found = carrier.legOf(asked.params['id'] ?? '');
  if (found?.call.accountSid === asked.account.accountSid && !found.leg.phone.gone.aborted) {
    found.leg.phone.hangUp();
    return noContent;
  }
  const call = ownCall(carrier, asked);
  if (call.hungUp) throw new PlivoError(404, 'call not found');
  call.hangUp('api');
  return noContent;
}
