import type { FastifyInstance } from 'fastify';
import type { Simulator } from '../../simulator.js';
import { accountOf, formOf, pageOf, TwilioError, type TwilioRequest, type TwilioRoute } from './api-request.js';

/** Text messages: sent, and listed by their numbers. What is taken can be read at the phone, and at GET /sim/messages?kind=sms&name=<receiver>. */
export function messageRoutes(api: FastifyInstance, simulator: Simulator): void {
  api.get<TwilioRoute>('/:account/Messages.json', (request) =>
    pageOf(request, 'messages', sentMessages(simulator, request)),
  );
  api.post('/:account/Messages.json', (request: TwilioRequest, reply) => {
    const form = formOf(request);
    const { accountSid } = accountOf(request);
    const to = form.get('To') ?? '';
    const from = form.get('From') ?? '';
    const body = form.get('Body') ?? '';
    refuse(simulator, { accountSid, to, from, body });
    const url = form.get('StatusCallback') ?? '';
    if (url !== '' && !URL.canParse(url))
      throw new TwilioError(400, 21609, `The StatusCallback URL ${url} is not a valid URL.`);
    const status = { url, method: 'POST' } as const;
    const { headers } = request;
    const { sid } = simulator.texts.send(simulator.textProviders.twilio, {
      accountSid,
      from,
      to,
      body,
      status,
      headers,
    });
    return reply.code(201).send({
      sid,
      account_sid: accountSid,
      from,
      to,
      body,
      status: 'queued',
      direction: 'outbound-api',
      error_code: null,
      error_message: null,
      num_segments: '1',
      uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
    });
  });
}

/** Those to one phone, newest first. */
function sentMessages({ texts }: Simulator, request: TwilioRequest): object[] {
  const { accountSid } = accountOf(request);
  const { To: to, From: from } = request.query;
  if (to === undefined) throw new TwilioError(400, 20001, 'this simulator only lists the messages to one number: To');
  return texts
    .of(to)
    .sent.filter((text) => text.accountSid === accountSid && (from ?? text.from) === text.from)
    .reverse()
    .map(({ sid, body, at, states, from: sender }) => {
      const last = states.at(-1);
      return {
        sid,
        account_sid: accountSid,
        from: sender,
        to,
        body,
        status: last?.state ?? 'queued',
        direction: 'outbound-api',
        error_code: last?.code == null ? null : Number(last.code),
        date_created: rfc2822(at),
        date_sent: rfc2822(at),
        num_segments: '1',
        uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
      };
    });
}

const rfc2822 = (at: string): string => new Date(at).toUTCString().replace('GMT', '+0000');

interface Sending {
  readonly accountSid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
}

/** What Twilio refuses at once. */
function refuse({ texts, twilio }: Simulator, { accountSid, from, to, body }: Sending): void {
  if (!/^\+[1-9]\d{6,14}$/.test(to))
    throw new TwilioError(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
  if (from === '') throw new TwilioError(400, 21603, "A 'From' phone number is required.");
  if (body === '') throw new TwilioError(400, 21602, 'Message body is required.');
  if (twilio.numbers.get(from)?.accountSid !== accountSid)
    throw new TwilioError(
      400,
      21606,
      `The 'From' phone number ${from} is not a valid, SMS-capable number of the account.`,
    );
  if (texts.hasOptedOut(to, from)) throw new TwilioError(400, 21610, 'Attempt to send to unsubscribed recipient');
  const { outcome, code = '21614' } = texts.ruleOf(to);
  if (outcome === 'refused') throw new TwilioError(400, Number(code), `A text to ${to} is refused as ordered: ${code}`);
}
