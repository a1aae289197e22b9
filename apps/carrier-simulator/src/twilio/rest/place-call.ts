import { callOrderSchema } from '../../calls/call-order.js';
import { timingFrom } from '../../calls/timing.js';
import { type Answer, json } from '../../http/answer.js';
import type { Simulator } from '../../simulator.js';
import { noWebhooks, type Webhooks } from '../accounts.js';
import { TwilioCall } from '../twilio-call.js';
import { callResource } from './call-resource.js';
import type { RestAsked } from './rest-door.js';
import { RestError } from './rest-error.js';
import { targetOf } from './update-call.js';

const defaultRingSeconds = 60;

/** Calls somebody, who hears the document of `Url` (or `Twiml`) when they pick up. */
export function placeCall(simulator: Simulator, { form, account }: RestAsked): Answer {
  const to = form.get('To') ?? '';
  const from = form.get('From') ?? '';
  if (!/^\+[1-9]\d{6,14}$/.test(to))
    throw new RestError(400, 21211, `The phone number you are attempting to call, ${to}, is not valid.`);
  const isOwn = simulator.twilio.numbers.get(from)?.accountSid === account.accountSid;
  if (!isOwn)
    throw new RestError(400, 21210, `The source phone number provided, ${from}, is not yet verified for your account.`);
  const target = targetOf(form);
  if (!target) throw new RestError(400, 21205, 'Url parameter is required.');
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
  const order = callOrderSchema.parse({ from, to });
  const call = new TwilioCall(inline === undefined ? options : { ...options, inline }, order, timing);
  simulator.begin(call);
  return json(201, callResource(account, call));
}
