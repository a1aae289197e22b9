import { z } from 'zod';
import type { DialLeg } from '../calls/dial-leg.js';
import { type Asked, json } from '../http/answer.js';
import { BadRequest } from '../http/bad-request.js';
import { failureListSchema } from '../http/failure-script.js';
import { parseBody } from '../http/parse-body.js';
import { route, type Route } from '../http/router.js';
import { personInputSchema } from '../phones/person.js';
import { authIdPattern } from '../plivo/accounts.js';
import type { Simulator } from '../simulator.js';
import { requestView } from '../webhooks/request-log.js';
import { keyOf } from './call-routes.js';

const accountSchema = z.union([
  z.object({
    provider: z.literal('twilio').default('twilio'),
    accountSid: z.string().regex(/^AC[0-9a-f]{32}$/),
    authToken: z.string().min(1),
    signingKey: z
      .object({ id: z.string().min(1), key: z.string().min(1), signs: z.enum(['all', 'every-other']).default('all') })
      .optional(),
  }),
  z.object({
    provider: z.literal('plivo').default('plivo'),
    accountSid: z.string().regex(authIdPattern),
    authToken: z.string().min(1),
  }),
]);
const url = z.url({ protocol: /^https?$/ });
const numberSchema = z.object({
  number: z.string().regex(/^\+[1-9]\d{6,14}$/),
  accountSid: z.string(),
  voiceUrl: z.union([url, z.literal('')]).default(''),
  fallbackUrl: url.optional(),
  statusUrl: url.optional(),
  /** How all three are asked. */
  method: z.enum(['GET', 'POST']).default('POST'),
});

/** Sets up accounts, their numbers, the people at the telephones and failures of the REST APIs; lists requests. */
export function worldRoutes(simulator: Simulator): readonly Route[] {
  return [
    route('GET', '/healthz', () => json(200, { status: 'ok' })),
    route('POST', '/sim/accounts', (asked) => {
      const account = parseBody(asked, accountSchema);
      const accounts = account.provider === 'plivo' ? simulator.plivo : simulator.twilio;
      accounts.accounts.set(account.accountSid, account);
      return json(201, { accountSid: account.accountSid, provider: account.provider });
    }),
    route('POST', '/sim/numbers', (asked) => json(201, rent(simulator, asked))),
    route('GET', '/sim/numbers', () => json(200, { numbers: numbersOf(simulator) })),
    route('PUT', '/sim/people/:number', (asked) => {
      const { number = '' } = asked.params;
      const person = parseBody(asked, personInputSchema);
      simulator.people.set(number, person);
      return json(200, { number, ...person });
    }),
    route('GET', '/sim/requests', ({ query }) => {
      const after = Number(query.get('after') ?? 0);
      const requests = simulator.log.after(after);
      return json(200, { requests: requests.map(requestView), last: requests.at(-1)?.n ?? after });
    }),
    route('GET', '/sim/rest-requests', ({ query }) =>
      json(200, { requests: simulator.received.of(query.get('accountSid')) }),
    ),
    route('PUT', '/sim/rest', (asked) => {
      const { failures } = parseBody(asked, failureListSchema);
      simulator.restFailures.replace(failures);
      return json(200, { failures });
    }),
    ...legRoutes(simulator),
  ];
}

function rent(simulator: Simulator, asked: Asked): object {
  const { number, accountSid, voiceUrl, fallbackUrl = '', statusUrl = '', method } = parseBody(asked, numberSchema);
  if (simulator.plivo.accounts.has(accountSid)) {
    simulator.twilio.numbers.delete(number);
    const methods = { answerMethod: method, fallbackMethod: method, hangupMethod: method };
    return simulator.plivo.rent(number, accountSid, {
      answerUrl: voiceUrl,
      fallbackUrl,
      hangupUrl: statusUrl,
      ...methods,
    });
  }
  if (!simulator.twilio.accounts.has(accountSid))
    throw new BadRequest(404, `there is no account ${accountSid}; POST /sim/accounts first`);
  simulator.plivo.numbers.delete(number);
  const methods = { voiceMethod: method, fallbackMethod: method, statusMethod: method };
  return simulator.twilio.rent(number, accountSid, { voiceUrl, fallbackUrl, statusUrl, ...methods });
}

/** Of a Plivo number, too, where its calls go: its application says it. */
function numbersOf({ twilio, plivo }: Simulator): readonly object[] {
  const ofPlivo = [...plivo.numbers.values()].map((number) => {
    const { answerUrl = '', fallbackUrl = '', hangupUrl = '' } = plivo.applications.get(number.appId) ?? {};
    return { ...number, voiceUrl: answerUrl, fallbackUrl, statusUrl: hangupUrl };
  });
  return [...twilio.numbers.values(), ...ofPlivo];
}

function legRoutes(simulator: Simulator): readonly Route[] {
  const onLeg = (act: (leg: DialLeg, asked: Asked) => unknown) => (asked: Asked) => {
    const found = simulator.legOf(asked.params['sid'] ?? '');
    if (!found) throw new BadRequest(404, `there is no leg ${asked.params['sid']}`);
    const outcome = act(found.leg, asked);
    return json(200, { sid: found.leg.sid, status: found.leg.status, outcome: outcome ?? null });
  };
  return [
    route(
      'POST',
      '/sim/legs/:sid/answer',
      onLeg((leg) => leg.phone.answer()),
    ),
    route(
      'POST',
      '/sim/legs/:sid/decline',
      onLeg((leg) => leg.phone.decline()),
    ),
    route(
      'POST',
      '/sim/legs/:sid/hangup',
      onLeg((leg) => leg.phone.hangUp()),
    ),
    route(
      'POST',
      '/sim/legs/:sid/press',
      onLeg((leg, asked) => leg.press(keyOf(asked))),
    ),
  ];
}
