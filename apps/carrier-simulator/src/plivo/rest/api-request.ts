import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { pathOf } from '../../http/request.js';
import type { Simulator } from '../../simulator.js';
import type { PlivoAccount } from '../accounts.js';

/** What the paths and queries of the routes hold. The body is a text, read by `fieldsOf`. */
export interface PlivoRoute {
  Params: { account: string; id: string };
  Querystring: Readonly<Record<string, string | undefined>>;
}

export type PlivoRequest = FastifyRequest<PlivoRoute>;

/** Thrown to answer as Plivo's REST API does: `{api_id, error}`. */
export class PlivoError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'PlivoError';
  }

  get body(): object {
    return withApiId({ error: this.message });
  }
}

export const notFound = (): PlivoError => new PlivoError(404, 'not found');

/** Every answer carries an identifier of the request. */
export function withApiId(body: object): object {
  return { api_id: randomUUID(), ...body };
}

type Fields = ReadonlyMap<string, string>;

/** Every request is authenticated with the ID and the token of the account in its path; only then its body is read. */
export function authenticate(api: FastifyInstance, simulator: Simulator): void {
  api.decorateRequest('account', null);
  api.decorateRequest('fields', null);
  api.addHook<PlivoRoute>('preHandler', async (request) => {
    const account = simulator.plivo.accounts.get(request.params.account);
    const credentials = account && Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64');
    if (!account || request.headers.authorization !== `Basic ${credentials}`)
      throw new PlivoError(401, 'authentication failed');
    request.setDecorator('account', account);
    request.setDecorator('fields', readFields(request));
  });
}

export function accountOf(request: FastifyRequest): PlivoAccount {
  return request.getDecorator<PlivoAccount>('account');
}

/** The fields of the JSON (or form) body, every value as text. */
export function fieldsOf(request: FastifyRequest): Fields {
  return request.getDecorator<Fields>('fields');
}

function readFields({ body, headers }: FastifyRequest): Fields {
  if (typeof body !== 'string' || body === '') return new Map();
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return new Map(new URLSearchParams(body));
  const parsed = parseJson(body);
  if (typeof parsed !== 'object' || parsed === null) throw new PlivoError(400, 'the body has to be a JSON object');
  return new Map(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new PlivoError(400, 'the body has to be JSON');
  }
}

/** A URL of the body; `undefined` where it is not given. Throws 400 for what is no URL. */
export function urlField(fields: Fields, name: string): string | undefined {
  const url = fields.get(name);
  if (url === undefined || url === '') return url;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new PlivoError(400, `${name} is not a valid URL`);
  return url;
}

export function methodField(fields: Fields, name: string): 'GET' | 'POST' | undefined {
  const method = fields.get(name)?.toUpperCase();
  if (method === undefined || method === '') return undefined;
  if (method !== 'GET' && method !== 'POST') throw new PlivoError(400, `${name} has to be GET or POST`);
  return method;
}

export function requiredField(fields: Fields, name: string): string {
  const value = fields.get(name);
  if (value === undefined || value === '') throw new PlivoError(400, `${name} parameter is mandatory`);
  return value;
}

const maxPageSize = 20;

/** A list as Plivo pages it: at most twenty objects, and where the others are. */
export function listOf(request: PlivoRequest, all: readonly object[]): object {
  const { query } = request;
  const limit = Math.min(maxPageSize, Math.max(1, Number(query['limit'] ?? maxPageSize) || maxPageSize));
  const offset = Math.max(0, Number(query['offset'] ?? 0) || 0);
  const at = (from: number): string => `${pathOf(request)}?limit=${limit}&offset=${from}`;
  const meta = {
    limit,
    offset,
    total_count: all.length,
    next: offset + limit < all.length ? at(offset + limit) : null,
    previous: offset > 0 ? at(Math.max(0, offset - limit)) : null,
  };
  return withApiId({ meta, objects: all.slice(offset, offset + limit) });
}
