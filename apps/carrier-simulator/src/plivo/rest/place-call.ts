import { randomUUID } from 'node:crypto';
import { callOrderSchema } from '../../calls/call-order.js';
import { timingFrom } from '../../calls/timing.js';
import type { Answer } from '../../http/answer.js';
import type { Simulator } from '../../simulator.js';
import type { CallUrls } from '../accounts.js';
import { PlivoCall } from '../plivo-call.js';
import { fullNumber } from '../wire-format.js';
import type { PlivoAsked } from './plivo-door.js';
import { PlivoError, withApiId } from './plivo-error.js';
import { methodField, neededField, urlField } from './web-fields.js';

const defaultRingSeconds = 120;

/** Calls somebody, who hears the document of `answer_url` when they pick up. */
export function placeCall(simulator: Simulator, { account, fields }: PlivoAsked): Answer {
  const from = fullNumber(neededField(fields, 'from'));
  const to = fullNumber(neededField(fields, 'to'));
  if (!/^\+[1-9]\d{6,14}$/.test(to)) throw new PlivoError(400, 'invalid destination number');
  const timing = timingFrom(simulator.settings.timing);
  const requestUuid = randomUUID();
  const ringMs = Number(fields.get('ring_timeout') ?? defaultRingSeconds) * timing.secondMs;
  const { environment, plivo: accounts } = simulator;
  const urls = urlsOf(fields);
  const options = { ...environment, accounts, account, urls, requestUuid, direction: 'outgoing', ringMs } as const;
  simulator.begin(new PlivoCall(options, callOrderSchema.parse({ from, to }), timing));
  return withApiId(201, { message: 'call fired', request_uuid: requestUuid });
}

function urlsOf(fields: PlivoAsked['fields']): CallUrls {
  neededField(fields, 'answer_url');
  return {
    answerUrl: urlField(fields, 'answer_url') ?? '',
    answerMethod: methodField(fields, 'answer_method') ?? 'POST',
    fallbackUrl: urlField(fields, 'fallback_url') ?? '',
    fallbackMethod: methodField(fields, 'fallback_method') ?? 'POST',
    hangupUrl: urlField(fields, 'hangup_url') ?? '',
    hangupMethod: methodField(fields, 'hangup_method') ?? 'POST',
  };
}
