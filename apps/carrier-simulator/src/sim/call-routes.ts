import type { ServerResponse } from 'node:http';
import { callOrderSchema } from '../calls/call-order.js';
import type { CallRecord } from '../calls/call-record.js';
import type { Call } from '../calls/call.js';
import { type Answer, type Asked, json } from '../http/answer.js';
import { BadRequest } from '../http/bad-request.js';
import { parseBody, waitMsOf } from '../http/parse-body.js';
import { route, type Route } from '../http/router.js';
import type { Simulator } from '../simulator.js';

/** Placing calls, watching them, and driving the caller by hand. */
export function callRoutes(simulator: Simulator): readonly Route[] {
  const callOf = ({ params }: Asked): Call => {
    const call = simulator.calls.get(params['sid'] ?? '');
    if (!call) throw new BadRequest(404, `there is no call ${params['sid']}`);
    return call;
  };
  return [
    route('POST', '/sim/calls', (asked) => {
      const order = parseBody(asked, callOrderSchema);
      const call = simulator.place(order);
      if (!call) throw new BadRequest(404, `nobody rents ${order.to}; POST /sim/accounts and /sim/numbers first`);
      return json(201, { callSid: call.record.callSid });
    }),
    route('GET', '/sim/calls/:sid', async (asked) => {
      const { record } = callOf(asked);
      await record.changes.waitFor(reached(record, asked.query.get('until') ?? 'ended'), waitMsOf(asked));
      return json(200, record.view());
    }),
    route('GET', '/sim/calls/:sid/story', (asked) => streamStory(callOf(asked).record)),
    route('POST', '/sim/calls/:sid/caller/hangup', (asked) => {
      const call = callOf(asked);
      call.hangUp('caller');
      return json(200, { status: call.status });
    }),
    route('POST', '/sim/calls/:sid/caller/press', (asked) => json(200, { heard: callOf(asked).press(keyOf(asked)) })),
  ];
}

/** `ended`, `settled` (callbacks delivered too), or a moment as in `ringing:2`. */
function reached(record: CallRecord, goal: string): () => boolean {
  if (goal === 'ended') return () => record.status === 'ended';
  if (goal === 'settled') return () => record.settled;
  const moment = goal.includes(':') ? goal : `${goal}:1`;
  return () => record.moments.includes(moment) || record.settled;
}

export function keyOf({ query }: Asked): string {
  const key = query.get('key') ?? '1';
  if (!/^[0-9*#]$/.test(key)) throw new BadRequest(400, `?key= has to be one of 0-9, * and #, and is "${key}"`);
  return key;
}

/** Story lines as they happen, one JSON object a line, until the call is over and its callbacks are delivered. */
function streamStory(record: CallRecord): Answer {
  const stream = (response: ServerResponse): void => {
    let told = 0;
    const tellNew = (): void => {
      for (const line of record.story.slice(told)) response.write(`${JSON.stringify(line)}\n`);
      told = record.story.length;
      if (!record.settled) return;
      unsubscribe();
      response.end();
    };
    const unsubscribe = record.changes.subscribe(tellNew);
    response.once('close', unsubscribe);
    tellNew();
  };
  return { status: 200, headers: { 'content-type': 'application/x-ndjson; charset=utf-8' }, stream };
}
