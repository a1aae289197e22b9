import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { callOrderSchema } from '../calls/call-order.js';
import type { CallRecord } from '../calls/call-record.js';
import type { Call } from '../calls/call.js';
import type { DialLeg } from '../calls/dial-leg.js';
import { parseBody, RequestError, waitMsOf } from '../http/request.js';
import type { Simulator } from '../simulator.js';

interface SidRoute {
  Params: { sid: string };
  Querystring: { until?: string; waitMs?: string; key?: string };
}

/** Places calls, shows them, and drives the caller and the responders by hand. */
export function callRoutes(api: FastifyInstance, simulator: Simulator): void {
  const callOf = ({ sid }: SidRoute['Params']): Call => {
    const call = simulator.calls.get(sid);
    if (!call) throw new RequestError(404, `there is no call ${sid}`);
    return call;
  };
  api.post('/sim/calls', (request, reply) => {
    const order = parseBody(request, callOrderSchema);
    const call = simulator.place(order);
    if (!call) throw new RequestError(404, `nobody rents ${order.to}; POST /sim/accounts and /sim/numbers first`);
    return reply.code(201).send({ callSid: call.record.callSid });
  });
  api.get<SidRoute>('/sim/calls/:sid', async ({ params, query }) => {
    const { record } = callOf(params);
    await record.changes.waitFor(reached(record, query.until ?? 'ended'), waitMsOf(query));
    return record.view();
  });
  api.get<SidRoute>('/sim/calls/:sid/story', ({ params }, reply) => {
    const { record } = callOf(params);
    return reply.type('application/x-ndjson; charset=utf-8').send(storyStream(record));
  });
  api.post<SidRoute>('/sim/calls/:sid/caller/hangup', ({ params }) => {
    const call = callOf(params);
    call.hangUp('caller');
    return { status: call.status };
  });
  api.post<SidRoute>('/sim/calls/:sid/caller/press', ({ params, query }) => ({
    heard: callOf(params).press(keyOf(query)),
  }));
  legRoutes(api, simulator);
}

function legRoutes(api: FastifyInstance, simulator: Simulator): void {
  const route = (action: string, act: (leg: DialLeg, query: SidRoute['Querystring']) => unknown): void => {
    api.post<SidRoute>(`/sim/legs/:sid/${action}`, ({ params: { sid }, query }) => {
      const found = simulator.legOf(sid);
      if (!found) throw new RequestError(404, `there is no leg ${sid}`);
      const { leg } = found;
      const outcome = act(leg, query);
      return { sid: leg.sid, status: leg.status, outcome: outcome ?? null };
    });
  };
  route('answer', ({ phone }) => phone.answer());
  route('decline', ({ phone }) => phone.decline());
  route('hangup', ({ phone }) => phone.hangUp());
  route('press', (leg, query) => leg.press(keyOf(query)));
}

/** `ended`, `settled` (callbacks delivered too), or a moment as in `ringing:2`. */
function reached(record: CallRecord, goal: string): () => boolean {
  if (goal === 'ended') return () => record.status === 'ended';
  if (goal === 'settled') return () => record.settled;
  const moment = goal.includes(':') ? goal : `${goal}:1`;
  return () => record.moments.includes(moment) || record.settled;
}

function keyOf({ key = '1' }: SidRoute['Querystring']): string {
  if (!/^[0-9*#]$/.test(key)) throw new RequestError(400, `?key= has to be one of 0-9, * and #, and is "${key}"`);
  return key;
}

/** Story lines as they happen, one JSON object a line, until the call is over and its callbacks are delivered. */
function storyStream(record: CallRecord): PassThrough {
  const stream = new PassThrough();
  let written = 0;
  const writeNew = (): void => {
    for (const line of record.story.slice(written)) stream.write(`${JSON.stringify(line)}\n`);
    written = record.story.length;
    if (!record.settled) return;
    unsubscribe();
    stream.end();
  };
  const unsubscribe = record.changes.subscribe(writeNew);
  stream.once('close', unsubscribe);
  writeNew();
  return stream;
}
