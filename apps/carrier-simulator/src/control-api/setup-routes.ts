import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { failureListSchema } from '../http/failure-script.js';
import { parseBody, RequestError } from '../http/request.js';
import { personInputSchema } from '../phones/person.js';
import { authIdPattern } from '../plivo/accounts.js';
import type { Simulator } from '../simulator.js';
import { requestView } from '../webhooks/request-log.js';

const accountSchema = z.union([
  z.object({
    provider: z.literal('twilio').default('twilio'),
    accountSid: z.string().regex(/^AC[0-9a-f]{32}$/),
    authToken: z.string().min(1),
    balance: z.number().optional(),
    signingKey: z
      .object({ id: z.string().min(1), key: z.string().min(1), signs: z.enum(['all', 'every-other']).default('all') })
      .optional(),
  }),
  z.object({
    provider: z.literal('plivo').default('plivo'),
    accountSid: z.string().regex(authIdPattern),
    authToken: z.string().min(1),
    balance: z.number().optional(),
  }),
]);
const url = z.url({ protocol: /^https?$/ });
const numberSchema = z.object({
  number: z.string().regex(/^\+[1-9]\d{6,14}$/),
  accountSid: z.string(),
  voiceUrl: z.union([url, z.literal('')]).default(''),
  fallbackUrl: url.optional(),
  statusUrl: url.optional(),
  smsUrl: url.optional(),
  /** Of the requests to all of them. */
  method: z.enum(['GET', 'POST']).default('POST'),
});

/** Sets up accounts, their numbers, the people at the telephones and failures of the REST APIs; lists requests. */
export function setupRoutes(api: FastifyInstance, simulator: Simulator): void {
  api.get('/healthz', () => ({ status: 'ok' }));
  api.post('/sim/accounts', (request, reply) => {
    const account = parseBody(request, accountSchema);
    const { accounts } = account.provider === 'plivo' ? simulator.plivo : simulator.twilio;
    accounts.set(account.accountSid, account);
    return reply.code(201).send({ accountSid: account.accountSid, provider: account.provider });
  });
  api.post('/sim/numbers', (request, reply) => reply.code(201).send(rent(simulator, request)));
  api.get('/sim/numbers', () => ({ numbers: numbersOf(simulator) }));
  api.put<{ Params: { number: string } }>('/sim/people/:number', (request) => {
    const { number } = request.params;
    const person = parseBody(request, personInputSchema);
    simulator.people.set(number, person);
    return { number, ...person };
  });
  api.get<{ Querystring: { after?: string } }>('/sim/requests', ({ query }) => {
    const after = Number(query.after ?? 0);
    const requests = simulator.log.after(after);
    return { requests: requests.map(requestView), last: requests.at(-1)?.n ?? after };
  });
  api.get<{ Querystring: { accountSid?: string } }>('/sim/rest-requests', ({ query }) => ({
    requests: simulator.received.of(query.accountSid),
  }));
  api.put('/sim/rest', (request) => {
    const { failures } = parseBody(request, failureListSchema);
    simulator.restFailures.replace(failures);
    return { failures };
  });
}

function rent(simulator: Simulator, request: FastifyRequest): object {
  const { number, accountSid, voiceUrl, fallbackUrl = '', statusUrl = '', ...more } = parseBody(request, numberSchema);
  const { method } = more;
  // as at a provider, setting where the calls go changes nothing about the texts
  const smsUrl = more.smsUrl ?? simulator.textDestination(number)?.webhook.url ?? '';
  if (simulator.plivo.accounts.has(accountSid)) {
    simulator.twilio.numbers.delete(number);
    const methods = { answerMethod: method, fallbackMethod: method, hangupMethod: method, messageMethod: method };
    return simulator.plivo.rent(number, accountSid, {
      answerUrl: voiceUrl,
      fallbackUrl,
      hangupUrl: statusUrl,
      messageUrl: smsUrl,
      ...methods,
    });
  }
  if (!simulator.twilio.accounts.has(accountSid))
    throw new RequestError(404, `there is no account ${accountSid}; POST /sim/accounts first`);
  simulator.plivo.numbers.delete(number);
  const methods = { voiceMethod: method, fallbackMethod: method, statusMethod: method, smsMethod: method };
  return simulator.twilio.rent(number, accountSid, { voiceUrl, fallbackUrl, statusUrl, smsUrl, ...methods });
}

/** All rented numbers. Where the calls and texts of a Plivo number go is set in its application. */
function numbersOf({ twilio, plivo }: Simulator): readonly object[] {
  const ofPlivo = [...plivo.numbers.values()].map((number) => {
    const application = plivo.applications.get(number.appId);
    const { answerUrl = '', fallbackUrl = '', hangupUrl = '', messageUrl = '' } = application ?? {};
    return { ...number, voiceUrl: answerUrl, fallbackUrl, statusUrl: hangupUrl, smsUrl: messageUrl };
  });
  return [...twilio.numbers.values(), ...ofPlivo];
}
