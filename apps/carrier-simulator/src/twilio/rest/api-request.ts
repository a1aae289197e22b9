import type { FastifyInstance, FastifyRequest } from 'fastify';
import { pathOf } from '../../http/request.js';
import type { Simulator } from '../../simulator.js';
import type { Account } from '../accounts.js';

/** What the paths and queries of the routes hold. The body is a form, read by `formOf`. */
export interface TwilioRoute {
  Params: { account: string; sid: string };
  Querystring: Readonly<Record<string, string | undefined>>;
}

export type TwilioRequest = FastifyRequest<TwilioRoute>;

/** Thrown to answer as Twilio's REST API does: `{code, message, more_info, status}`. */
export class TwilioError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = 'TwilioError';
  }

  get body(): object {
    const { status, code, message } = this;
    return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  }
}

export const notFound = (request: FastifyRequest): TwilioError =>
  new TwilioError(404, 20404, `The requested resource ${pathOf(request)} was not found`);

/** Every request is authenticated with the SID and the token of the account in its path. */
export function authenticate(api: FastifyInstance, simulator: Simulator): void {
  api.decorateRequest('account', null);
  api.addHook<TwilioRoute>('preHandler', async (request) => {
    const account = simulator.twilio.accounts.get(request.params.account);
    const credentials = account && Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64');
    if (!account || request.headers.authorization !== `Basic ${credentials}`)
      throw new TwilioError(401, 20003, 'Authenticate');
    request.setDecorator('account', account);
  });
}

export function accountOf(request: FastifyRequest): Account {
  return request.getDecorator<Account>('account');
}

export function formOf({ body }: FastifyRequest): URLSearchParams {
  return body instanceof URLSearchParams ? body : new URLSearchParams();
}

const defaultSize = 50;

/** A list as the REST API pages it. */
export function pageOf(request: TwilioRequest, name: string, all: readonly object[]): object {
  const { query } = request;
  const size = Math.min(1000, Math.max(1, Number(query['PageSize'] ?? defaultSize)));
  const page = Math.max(0, Number(query['Page'] ?? 0));
  const uri = (n: number): string => `${pathOf(request)}?PageSize=${size}&Page=${n}`;
  const more = all.length > (page + 1) * size;
  const items = all.slice(page * size, (page + 1) * size);
  return {
    [name]: items,
    page,
    page_size: size,
    start: page * size,
    end: page * size + Math.max(0, items.length - 1),
    uri: uri(page),
    first_page_uri: uri(0),
    next_page_uri: more ? uri(page + 1) : null,
    previous_page_uri: page > 0 ? uri(page - 1) : null,
  };
}
