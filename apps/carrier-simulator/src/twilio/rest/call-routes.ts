import type { FastifyInstance, FastifyReply } from 'fastify';
import { callOrderSchema } from '../../calls/call-order.js';
import type { Call } from '../../calls/call.js';
import type { DialLeg } from '../../calls/dial-leg.js';
import { timingFrom } from '../../calls/timing.js';
import type { Target } from '../../documents/execution.js';
import type { Simulator } from '../../simulator.js';
import { noWebhooks, type Webhooks } from '../accounts.js';
import { TwilioCall } from '../twilio-call.js';
import {
  accountOf,
  formOf,
  notFound,
  pageOf,
  TwilioError,
  type TwilioRequest,
  type TwilioRoute,
} from './api-request.js';
import { callResource, legResource } from './call-resource.js';

/** Calls: place, fetch, list (by parent, or all that the account still has, by their numbers and status), update. */
export function callRoutes(api: FastifyInstance, simulator: Simulator): void {
  api.get<TwilioRoute>('/:account/Calls/:sid.json', (request) => {
    const account = accountOf(request);
    const call = ownCall(simulator, request);
    if (call) return callResource(account, call);
    const { call: parent, leg } = ownLeg(simulator, request);
    return legResource(account, parent, leg);
  });
  api.post<TwilioRoute>('/:account/Calls/:sid.json', (request) => {
    const call = ownCall(simulator, request);
    return call ? updateCall(call, request) : updateLeg(simulator, request);
  });
  api.post<TwilioRoute>('/:account/Calls.json', (request, reply) => placeCall(simulator, request, reply));
  api.get<TwilioRoute>('/:account/Calls.json', (request) => pageOf(request, 'calls', listCalls(simulator, request)));
}

export function ownCall(simulator: Simulator, request: TwilioRequest): Call | undefined {
  const call = simulator.calls.get(request.params.sid);
  return call?.accountSid === accountOf(request).accountSid ? call : undefined;
}

function ownLeg(simulator: Simulator, request: TwilioRequest): { call: Call; leg: DialLeg } {
  const found = simulator.legOf(request.params.sid);
  if (found?.call.accountSid !== accountOf(request).accountSid) throw notFound(request);
  return found;
}

function listCalls(simulator: Simulator, request: TwilioRequest): object[] {
  const account = accountOf(request);
  const parent = request.query['ParentCallSid'];
  const own = [...simulator.calls.values()].filter(({ accountSid }) => accountSid === account.accountSid);
  const { To: to, From: from, Status: status } = request.query;
  if (parent === undefined)
    return own
      .filter(({ record: { order } }) => (to ?? order.to) === order.to && (from ?? order.from) === order.from)
      .filter((call) => (status ?? call.status) === call.status)
      .reverse()
      .map((call) => callResource(account, call));
  return own
    .filter(({ record }) => record.callSid === parent)
    .flatMap((call) => [...call.dialled.values()].map((leg) => legResource(account, call, leg)));
}

/** Redirects or ends a live call. */
function updateCall(call: Call, request: TwilioRequest): object {
  const form = formOf(request);
  if (call.hungUp)
    throw new TwilioError(400, 21220, `Call is not in-progress. Cannot redirect. ${call.record.callSid}`);
  const status = form.get('Status');
  const target = targetOf(form);
  if (status !== null && !['completed', 'canceled'].includes(status))
    throw new TwilioError(400, 20001, `Invalid Status: ${status}`);
  if (status === null && !target) throw new TwilioError(400, 20001, 'No update parameter: Url, Twiml or Status');
  // `canceled` has no effect on a call that is answered already.
  if (status === 'completed' || (status === 'canceled' && !call.answered)) call.hangUp('api');
  else if (target) call.redirect(target);
  return callResource(accountOf(request), call);
}

/** A dialled leg can be hung up; sending it elsewhere is not simulated. */
function updateLeg(simulator: Simulator, request: TwilioRequest): object {
  const { call, leg } = ownLeg(simulator, request);
  if (leg.phone.gone.aborted) throw new TwilioError(400, 21220, `Call is not in-progress. Cannot redirect. ${leg.sid}`);
  const status = formOf(request).get('Status');
  if (status !== 'completed' && status !== 'canceled')
    throw new TwilioError(400, 20001, 'this simulator only ends a dialled leg: Status=completed');
  leg.phone.hangUp();
  return legResource(accountOf(request), call, leg);
}

const maxTwimlLength = 4000;

/** `Url` or `Twiml`, which exclude each other; `undefined` where neither is given. */
function targetOf(form: URLSearchParams): Target | undefined {
  const url = form.get('Url');
  const twiml = form.get('Twiml');
  const method = form.get('Method') ?? 'POST';
  if (url !== null && twiml !== null) throw new TwilioError(400, 20001, 'Url and Twiml exclude each other');
  if (method !== 'GET' && method !== 'POST') throw new TwilioError(400, 21202, `Invalid Method: ${method}`);
  if (twiml !== null) {
    if (twiml.length > maxTwimlLength)
      throw new TwilioError(400, 21218, `Twiml is longer than ${maxTwimlLength} characters`);
    return { kind: 'redirect', url: '', method, params: {}, inline: twiml };
  }
  if (url === null) return undefined;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new TwilioError(400, 21205, `Url is not a valid URL: ${url}`);
  return { kind: 'redirect', url, method, params: {} };
}

const defaultRingSeconds = 60;

/** Calls a number, whose user hears the document of `Url` (or `Twiml`) when they pick up. */
function placeCall(simulator: Simulator, request: TwilioRequest, reply: FastifyReply): FastifyReply {
  const form = formOf(request);
  const account = accountOf(request);
  const to = form.get('To') ?? '';
  const from = form.get('From') ?? '';
  if (!/^\+[1-9]\d{6,14}$/.test(to))
    throw new TwilioError(400, 21211, `The phone number you are attempting to call, ${to}, is not valid.`);
  const isOwn = simulator.twilio.numbers.get(from)?.accountSid === account.accountSid;
  if (!isOwn)
    throw new TwilioError(
      400,
      21210,
      `The source phone number provided, ${from}, is not yet verified for your account.`,
    );
  const target = targetOf(form);
  if (!target) throw new TwilioError(400, 21205, 'Url parameter is required.');
  const timing = timingFrom(simulator.settings.timing);
  const ringMs = Number(form.get('Timeout') ?? defaultRingSeconds) * timing.secondMs + timing.dialExtraMs;
  const { environment, twilio: accounts } = simulator;
  const webhooks: Webhooks = {
    ...noWebhooks,
    voiceUrl: target.url,
    voiceMethod: target.method,
    fallbackUrl: form.get('FallbackUrl') ?? '',
    statusUrl: form.get('StatusCallback') ?? '',
  };
  const options = { ...environment, accounts, account, webhooks, direction: 'outgoing', ringMs } as const;
  const { inline } = target;
  const order = callOrderSchema.parse({ from, to, misbehave: simulator.personAt(to).misbehave ?? [] });
  const call = new TwilioCall(inline === undefined ? options : { ...options, inline }, order, timing);
  simulator.begin(call);
  return reply.code(201).send(callResource(account, call));
}
