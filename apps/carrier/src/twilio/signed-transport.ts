import { Agent, request as send } from 'undici';
import type { CallFile } from '../core/call-file.js';
import type { Copy, Transport, WebAnswer, WebRequest } from '../core/courier.js';
import { compactForm, type RequestLog, type SentRequest } from '../core/request-log.js';
import { TransportFailure } from '../core/transport-failure.js';
import { sign } from './sign.js';
import { type ConnectionOverrides, connectionOverrides } from './connection-overrides.js';

const mostRedirects = 10;
const agent = new Agent({ connections: 256, keepAliveTimeout: 10_000, connect: { timeout: 5_000 } });
type Wire = Pick<WebRequest, 'method' | 'url' | 'params'>;

/** Sends as Twilio does: form-encoded, signed, with an idempotency token, retried as the URL's fragment asks for. */
export function signedTransport(file: CallFile, log: RequestLog, authToken: string): Transport {
  const attempt = async (request: WebRequest, copy: Copy, retry: boolean): Promise<WebAnswer> => {
    const overrides = connectionOverrides(request.url, file.timing.requestTimeoutMs);
    const entry = logged(file, log, request, copy, retry);
    const startedAt = Date.now();
    try {
      const key = copy.copy === 'forged' ? `${authToken}-forged` : authToken;
      const answer = await exchange(onWire(request), { token: copy.token, key }, overrides);
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
    const { retries, retryOn } = connectionOverrides(request.url, file.timing.requestTimeoutMs);
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

function logged(file: CallFile, log: RequestLog, request: WebRequest, copy: Copy, retry: boolean): SentRequest {
  const { kind, method, url, params } = request;
  const entry = log.add({
    callSid: file.callSid,
    kind,
    occurrence: copy.occurrence,
    copy: retry ? 'retry' : copy.copy,
    method,
    url,
    token: copy.token,
    form: compactForm(params),
    at: new Date().toISOString(),
  });
  file.requests.push(entry);
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

interface Secret {
  readonly token: string;
  readonly key: string;
}

async function exchange(first: Wire, secret: Secret, overrides: ConnectionOverrides): Promise<WebAnswer> {
  const stop = new AbortController();
  const timer = setTimeout(
    () => stop.abort(new Error(`more than ${overrides.totalMs} ms have passed`)),
    overrides.totalMs,
  );
  try {
    return await followRedirects(first, secret, overrides, stop.signal);
  } finally {
    clearTimeout(timer);
  }
}

async function followRedirects(
  first: Wire,
  secret: Secret,
  overrides: ConnectionOverrides,
  signal: AbortSignal,
): Promise<WebAnswer> {
  let wire = first;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const { statusCode: status, headers, text: body } = await once(wire, secret, overrides, signal);
    const { location } = headers;
    if (status < 300 || status >= 400 || typeof location !== 'string') {
      return { status, contentType: String(headers['content-type'] ?? ''), body, url: wire.url };
    }
    const url = new URL(location, wire.url).href;
    wire = status === 307 || status === 308 ? { ...wire, url } : onWire({ ...wire, method: 'GET', url });
  }
  throw new TransportFailure(11215, `more than ${mostRedirects} HTTP redirects from ${first.url}`);
}

interface Received {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

async function once(
  { method, url, params }: Wire,
  secret: Secret,
  overrides: ConnectionOverrides,
  signal: AbortSignal,
): Promise<Received> {
  const headers: Record<string, string> = {
    'user-agent': 'TwilioProxy/1.1',
    accept: '*/*',
    'x-twilio-signature': sign(secret.key, url, params),
    'i-twilio-idempotency-token': secret.token,
  };
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
  if (connectErrors.includes(code)) return new TransportFailure(11205, `no connection to ${url}: ${message || code}`);
  return new TransportFailure(11200, `no answer from ${url}: ${message || code}`);
}

function wantsRetry(policies: readonly string[], outcome: unknown): boolean {
  const wants = (policy: string): boolean => policies.includes(policy) || policies.includes('all');
  if (typeof outcome === 'number')
    return (outcome >= 500 && wants('5xx')) || (outcome >= 400 && outcome < 500 && wants('4xx'));
  if (!(outcome instanceof TransportFailure)) return false;
  return outcome.code === 11205 ? wants('ct') : outcome.code === 11200 && wants('rt');
}
