import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { callOrderSchema } from '../../calls/call-order.js';
import { timingFrom } from '../../calls/timing.js';
import type { Simulator } from '../../simulator.js';
import type { CallUrls } from '../accounts.js';
import { PlivoCall } from '../plivo-call.js';
import { bareNumber, dateTime, fullNumber } from '../wire-format.js';
import {
  accountOf,
  fieldsOf,
  listOf,
  methodField,
  PlivoError,
  type PlivoRequest,
  type PlivoRoute,
  requiredField,
  urlField,
  withApiId,
} from './api-request.js';

/** Calls: place one, show it while it lasts and afterwards, send it elsewhere, end it. */
export function callRoutes(api: FastifyInstance, simulator: Simulator): void {
  api.post<PlivoRoute>('/:account/Call/', (request, reply) => placeCall(simulator, request, reply));
  api.get<PlivoRoute>('/:account/Call/', (request) => listCalls(simulator, request));
  api.get<PlivoRoute>('/:account/Call/:id/', (request) => showCall(simulator, request));
  api.post<PlivoRoute>('/:account/Call/:id/', (request, reply) => transfer(simulator, request, reply));
  api.delete<PlivoRoute>('/:account/Call/:id/', (request, reply) => {
    hangUp(simulator, request);
    return reply.code(204).send();
  });
}

const defaultRingSeconds = 120;

/** Calls a number, whose user hears the document of `answer_url` when they pick up. */
function placeCall(simulator: Simulator, request: PlivoRequest, reply: FastifyReply): FastifyReply {
  const fields = fieldsOf(request);
  const account = accountOf(request);
  const from = fullNumber(requiredField(fields, 'from'));
  const to = fullNumber(requiredField(fields, 'to'));
  if (!/^\+[1-9]\d{6,14}$/.test(to)) throw new PlivoError(400, 'invalid destination number');
  const timing = timingFrom(simulator.settings.timing);
  const requestUuid = randomUUID();
  const ringMs = Number(fields.get('ring_timeout') ?? defaultRingSeconds) * timing.secondMs;
  const { environment, plivo: accounts } = simulator;
  const urls = urlsOf(fields);
  const options = { ...environment, accounts, account, urls, requestUuid, direction: 'outgoing', ringMs } as const;
  simulator.begin(
    new PlivoCall(
      options,
      callOrderSchema.parse({ from, to, misbehave: simulator.personAt(to).misbehave ?? [] }),
      timing,
    ),
  );
  return reply.code(201).send(withApiId({ message: 'call fired', request_uuid: requestUuid }));
}

function urlsOf(fields: ReadonlyMap<string, string>): CallUrls {
  requiredField(fields, 'answer_url');
  return {
    answerUrl: urlField(fields, 'answer_url') ?? '',
    answerMethod: methodField(fields, 'answer_method') ?? 'POST',
    fallbackUrl: urlField(fields, 'fallback_url') ?? '',
    fallbackMethod: methodField(fields, 'fallback_method') ?? 'POST',
    hangupUrl: urlField(fields, 'hangup_url') ?? '',
    hangupMethod: methodField(fields, 'hangup_method') ?? 'POST',
  };
}

function listCalls(simulator: Simulator, request: PlivoRequest): object {
  const { accountSid } = accountOf(request);
  const calls = [...simulator.calls.values()].filter(
    (call): call is PlivoCall => call instanceof PlivoCall && call.accountSid === accountSid,
  );
  // a call rings as soon as it is placed
  if (request.query['status'] === 'queued') return withApiId({ calls: [] });
  if (request.query['status'] === 'live')
    return withApiId({ calls: calls.filter(({ hungUp }) => !hungUp).map(({ record }) => record.callSid) });
  const ended = calls.filter(({ hungUp }) => hungUp).reverse();
  return listOf(request, ended.map(callDetailRecord));
}

function ownCall(simulator: Simulator, request: PlivoRequest): PlivoCall {
  const call = simulator.calls.get(request.params.id);
  if (!(call instanceof PlivoCall) || call.accountSid !== accountOf(request).accountSid)
    throw new PlivoError(404, 'call not found');
  return call;
}

/** While a call lasts it has no detail record, and afterwards it is not live. */
function showCall(simulator: Simulator, request: PlivoRequest): object {
  const call = ownCall(simulator, request);
  const wantsLive = request.query['status'] === 'live';
  if (request.query['status'] === 'queued' || wantsLive === call.hungUp) throw new PlivoError(404, 'call not found');
  return withApiId(wantsLive ? liveCallResource(call) : callDetailRecord(call));
}

/** Sends the first leg elsewhere; the second one is not simulated. */
function transfer(simulator: Simulator, request: PlivoRequest, reply: FastifyReply): FastifyReply {
  const call = ownCall(simulator, request);
  const fields = fieldsOf(request);
  if (call.hungUp) throw new PlivoError(404, 'call not found');
  if ((fields.get('legs') ?? 'aleg') !== 'aleg') throw new PlivoError(400, 'this simulator only transfers the aleg');
  requiredField(fields, 'aleg_url');
  const url = urlField(fields, 'aleg_url') ?? '';
  const method = methodField(fields, 'aleg_method') ?? 'POST';
  call.redirect({ kind: 'redirect', url, method, params: { Event: 'Redirect' }, byApi: true });
  return reply.code(202).send(withApiId({ message: 'call transferred' }));
}

/** Ends a dialled leg or a whole call. */
function hangUp(simulator: Simulator, request: PlivoRequest): void {
  const found = simulator.legOf(request.params.id);
  if (found?.call.accountSid === accountOf(request).accountSid && !found.leg.phone.gone.aborted)
    return found.leg.phone.hangUp();
  const call = ownCall(simulator, request);
  if (call.hungUp) throw new PlivoError(404, 'call not found');
  call.hangUp('api');
}

/** A live call. */
function liveCallResource(call: PlivoCall): object {
  const { order, callSid, startedAtMs } = call.record;
  return {
    call_uuid: callSid,
    request_uuid: call.requestUuid,
    direction: direction(call),
    from: bareNumber(order.from),
    to: bareNumber(order.to),
    caller_name: order.from,
    call_status: call.status,
    session_start: dateTime(startedAtMs),
    stir_verification: 'Not Verified',
  };
}

/** The call detail record of a call that has ended. */
function callDetailRecord(call: PlivoCall): object {
  const { order, callSid, startedAtMs } = call.record;
  const { answeredAtMs, endedAtMs = startedAtMs, hangupCause, accountSid, seconds } = call;
  const bill = Math.ceil(seconds / 60) * 60;
  return {
    call_uuid: callSid,
    parent_call_uuid: null,
    call_direction: direction(call),
    call_state: call.answered ? 'ANSWERED' : 'NO_ANSWER',
    from_number: order.from,
    to_number: bareNumber(order.to),
    initiation_time: `${dateTime(startedAtMs)}+00:00`,
    answer_time: answeredAtMs === undefined ? null : `${dateTime(answeredAtMs)}+00:00`,
    end_time: `${dateTime(endedAtMs)}+00:00`,
    call_duration: seconds,
    bill_duration: bill,
    billed_duration: bill,
    total_amount: ((bill / 60) * 0.0055).toFixed(5),
    total_rate: '0.00550',
    hangup_cause_code: hangupCause.code,
    hangup_cause_name: hangupCause.name,
    hangup_source: hangupCause.source,
    stir_verification: 'Not Verified',
    resource_uri: `/v1/Account/${accountSid}/Call/${callSid}/`,
  };
}

const direction = (call: PlivoCall): string => (call.direction === 'incoming' ? 'inbound' : 'outbound');
