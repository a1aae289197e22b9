import { Agent, request as send } from 'undici';
import { type ConnectionOverrides, connectionOverrides, type DeliveryRules } from './connection-overrides.js';
import { compactForm, type RequestLog, type SentRequest } from './request-log.js';
import {
  type Copy,
  type RequestingRecord,
  type Transport,
  TransportFailure,
  type WebAnswer,
  type WebRequest,
} from './webhook-dispatcher.js';

const maxRedirects = 10;
const agent = new Agent({ connections: 256, keepAliveTimeout: 10_000, connect: { timeout: 5_000 } });

/** A request as it leaves: the parameters of a GET are a part of its URL. */
type Wire = Pick<WebRequest, 'method' | 'url' | 'params'>;

/** What a provider adds to a request: who it is, and the proof of it made with `key`. */
export type ProviderHeaders = (wire: Wire, secret: Secret) => Readonly<Record<string, string>>;

interface Secret {
  /** The same for a request and its copies. */
  readonly token: string;
  readonly key: string;
}

export interface Sender {
  readonly record: RequestingRecord;
  readonly log: RequestLog;
  readonly authToken: string;
  readonly rules: DeliveryRules;
  readonly headersOf: ProviderHeaders;
}

/** Sends as the providers do: form-encoded, signed, retried as the URL's fragment says. */
export function webTransport(sender: Sender): Transport {
  const { record, authToken, rules, headersOf } = sender;
  const attempt = async (request: WebRequest, copy: Copy, retry: boolean): Promise<WebAnswer> => {
    const overrides = connectionOverrides(request.url, record.timing.requestTimeoutMs, rules);
    const entry = logged(sender, request, copy, retry);
    const startedAt = Date.now();
    try {
      const key = copy.copy === 'forged' ? `${authToken}-forged` : authToken;
      const answer = await exchange(onWire(request), (wire) => headersOf(wire, { token: copy.token, key }), overrides);
      entry.status = answer.status;
      return answer;
    } catch (error) {
      entry.error = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      entry.ms = Date.now() - startedAt;
    }
  };
  return async (request, copy) => {
    const { retries, retryOn } = connectionOverrides(request.url, record.timing.requestTimeoutMs, rules);
    for (let retry = 0; ; retry += 1) {
      try {
        const answer = await attempt(request, copy, retry > 0);
        if (retry >= retries || !wantsRetry(retryOn, answer.status)) return answer;
      } catch (error) {
        if (retry >= retries || !wantsRetry(retryOn, error)) throw error;
      }
    }
  };
}

function logged({ record, log }: Sender, request: WebRequest, copy: Copy, retry: boolean): SentRequest {
  const { kind, method, url, params } = request;
  const entry = log.add({
    callSid: record.callSid,
    kind,
    occurrence: copy.occurrence,
    copy: retry ? 'retry' : copy.copy,
    method,
    url,
    token: copy.token,
    form: compactForm(params),
    at: new Date().toISOString(),
  });
  record.requests.push(entry);
  return entry;
}

/** The URL without its fragment, exactly as it is sent and signed; the parameters of a GET are a part of it. */
function onWire({ method, url, params }: Wire): Wire {
  const target = new URL(url);
  target.hash = '';
  if (method === 'POST') return { method, url: target.href, params };
  const query = new URLSearchParams(params).toString();
  const separator = target.search === '' ? '?' : '&';
  return { method, url: `${target.href}${query ? separator + query : ''}`, params: {} };
}

type Headers = (wire: Wire) => Readonly<Record<string, string>>;

async function exchange(first: Wire, headersOf: Headers, overrides: ConnectionOverrides): Promise<WebAnswer> {
  const stop = new AbortController();
  const timer = setTimeout(
    () => stop.abort(new Error(`more than ${overrides.totalMs} ms have passed`)),
    overrides.totalMs,
  );
  try {
    return await followRedirects(first, headersOf, overrides, stop.signal);
  } finally {
    clearTimeout(timer);
  }
}

async function followRedirects(
  first: Wire,
  headersOf: Headers,
  overrides: ConnectionOverrides,
  signal: AbortSignal,
): Promise<WebAnswer> {
  let wire = first;
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    const { statusCode: status, headers, text: body } = await once(wire, headersOf, overrides, signal);
    const { location } = headers;
    if (status < 300 || status >= 400 || typeof location !== 'string') {
      return { status, contentType: String(headers['content-type'] ?? ''), body, url: wire.url };
    }
    const url = new URL(location, wire.url).href;
    wire = status === 307 || status === 308 ? { ...wire, url } : onWire({ ...wire, method: 'GET', url });
  }
  throw new TransportFailure('too-many-redirects', `more than ${maxRedirects} HTTP redirects from ${first.url}`);
}

interface Received {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

async function once(
  wire: Wire,
  headersOf: Headers,
  overrides: ConnectionOverrides,
  signal: AbortSignal,
): Promise<Received> {
  const { method, url, params } = wire;
  const headers: Record<string, string> = { accept: '*/*', ...headersOf(wire) };
  if (method === 'POST') headers['content-type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
  const body = method === 'POST' ? new URLSearchParams(params).toString() : null;
  try {
    const response = await send(url, {
      method,
      headers,
      body,
      signal,
      dispatcher: agent,
      headersTimeout: overrides.readMs,
      bodyTimeout: overrides.readMs,
    });
    return { statusCode: response.statusCode, headers: response.headers, text: await response.body.text() };
  } catch (error) {
    throw failureOf(error, url);
  }
}

const connectErrors = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
];

function failureOf(error: unknown, url: string): TransportFailure {
  const { code = '', message = '' } = error as { readonly code?: string; readonly message?: string };
  if (connectErrors.includes(code))
    return new TransportFailure('no-connection', `no connection to ${url}: ${message || code}`);
  return new TransportFailure('no-answer', `no answer from ${url}: ${message || code}`);
}

function wantsRetry(policies: readonly string[], outcome: unknown): boolean {
  const wants = (policy: string): boolean => policies.includes(policy) || policies.includes('all');
  if (typeof outcome === 'number')
    return (outcome >= 500 && wants('5xx')) || (outcome >= 400 && outcome < 500 && wants('4xx'));
  if (!(outcome instanceof TransportFailure)) return false;
  return outcome.reason === 'no-connection' ? wants('ct') : outcome.reason === 'no-answer' && wants('rt');
}
