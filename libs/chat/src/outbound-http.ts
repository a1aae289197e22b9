import { isIP } from 'node:net';
import { Agent, buildConnector, type Dispatcher, request } from 'undici';
import { whyNotSentTo } from './outbound-url.js';
import { isPublicAddress, publicLookup, RefusedAddress, type ResolveAll } from './public-address.js';

const timeoutMs = 10_000;
/** Characters of an answer that are kept, and bytes that are read for them at most. */
const bodyLimit = 2000;
const bodyBytes = bodyLimit * 4;

/** What came back from a URL that a user entered. */
export type OutboundAnswer =
  | {
      readonly type: 'answered';
      readonly status: number;
      /** The beginning of the body: enough for an error's name. Empty where it came compressed, which we never ask for. */
      readonly body: string;
      readonly retryAfterMs?: number;
    }
  /** Not a URL we may send to; `reason` says how to allow it. */
  | { readonly type: 'refused'; readonly reason: string }
  /** No answer: the name, the connection, TLS or the deadline failed. */
  | { readonly type: 'unreachable'; readonly reason: string };

interface OutboundOptions {
  /** OUTBOUND_ALLOW_PRIVATE: private addresses and plain http are allowed too. */
  readonly allowPrivate: boolean;
  readonly timeoutMs?: number;
  readonly resolve?: ResolveAll;
}

/**
 * Posts to URLs that users entered. Follows no redirect, takes 10 s at most, and reaches public addresses only, which is
 * checked for the address the connection is made to.
 */
export class OutboundHttp {
  private readonly agent: Agent;

  constructor(private readonly options: OutboundOptions) {
    this.agent = new Agent({ connect: guardedConnector(options), connections: 16 });
  }

  /** Never throws; `json` is sent as it is, with `headers` besides our own. */
  async postJson(url: string, json: string, headers: Readonly<Record<string, string>> = {}): Promise<OutboundAnswer> {
    const refusal = whyNotSentTo(url, this.options.allowPrivate);
    if (refusal) return { type: 'refused', reason: refusal };
    try {
      const signal = AbortSignal.timeout(this.options.timeoutMs ?? timeoutMs);
      const asked = this.request(url, { body: json, headers: { ...headers, ...ownHeaders }, signal });
      return await answered(await Promise.race([asked, rejectedOn(signal)]), url);
    } catch (error) {
      return error instanceof RefusedAddress
        ? { type: 'refused', reason: error.message }
        : { type: 'unreachable', reason: reasonOf(error) };
    }
  }

  close(): Promise<void> {
    return this.agent.close();
  }

  private request(url: string, options: Pick<Dispatcher.RequestOptions, 'body' | 'headers' | 'signal'>) {
    return request(url, { method: 'POST', dispatcher: this.agent, ...options });
  }
}

/** undici looks at a signal once there is a connection, not while it is waited for. */
const rejectedOn = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

const ownHeaders = {
  'content-type': 'application/json; charset=utf-8',
  'user-agent': 'Ringdown',
  'accept-encoding': 'identity',
};

async function answered({ statusCode, headers, body }: Dispatcher.ResponseData, url: string): Promise<OutboundAnswer> {
  const text = isCompressed(headers['content-encoding']) ? discarded(body) : await beginningOf(body);
  const header = headers['retry-after'];
  const wait = retryAfterMs(Array.isArray(header) ? header[0] : header, new Date());
  return {
    type: 'answered',
    status: statusCode,
    body: withoutUrl(text, url),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}

const isCompressed = (encoding: string | string[] | undefined): boolean =>
  [encoding ?? []].flat().some((one) => !/^\s*(?:identity)?\s*$/i.test(one));

function discarded(body: Dispatcher.ResponseData['body']): '' {
  body.on('error', () => undefined).destroy();
  return '';
}

function guardedConnector({ allowPrivate, resolve, timeoutMs: ms }: OutboundOptions): buildConnector.connector {
  const timeout = ms ?? timeoutMs;
  if (allowPrivate) return buildConnector({ timeout });
  const connect = buildConnector({ timeout, lookup: publicLookup(resolve) } as buildConnector.BuildOptions);
  return (options, callback) => {
    // An address in the URL itself is connected to without a lookup.
    const host = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) && !isPublicAddress(host)) callback(new RefusedAddress(host), null);
    else connect(options, callback);
  };
}

/**
 * What came of the body before the limit, the deadline or the end of the connection: the status says already what became of the message,
 * and it would be sent twice were the rest waited for in vain.
 */
async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= bodyBytes) break;
    }
  } catch {
    // the rest will not come
  }
  return new TextDecoder().decode(Buffer.concat(chunks)).slice(0, bodyLimit);
}

/** The URL is a secret, so the reason names what failed and never the URL. */
function reasonOf(error: unknown): string {
  const { name, code, message, errors } = error as Partial<NodeJS.ErrnoException> & { errors?: unknown[] };
  if (name === 'TimeoutError' || name === 'AbortError') return 'no answer in time';
  // One error an address, where a name has several.
  if (errors?.[0]) return reasonOf(errors[0]);
  return typeof code === 'string' ? `${code}: ${message}` : String(message);
}

/** Milliseconds that a `Retry-After` header asks for (seconds or an HTTP date, RFC 9110 10.2.3); undefined where it says nothing. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) ? Math.max(0, Math.ceil(ms)) : undefined;
}

/**
 * A text from the other side without the secrets of the URL that answered it: many servers say which path they do not know
 * ("Cannot POST /services/T0/B0/…"), and what they say is shown to everybody who reads deliveries.
 */
export function withoutUrl(text: string, url: string): string {
  const { pathname, search, username, password } = new URL(url);
  const parts = (pathname + search).split(/[/?&=]/).filter(isTelling);
  const secrets = [pathname + search, pathname, search, username, password, ...parts]
    .flatMap((secret) => [secret, decoded(secret)])
    .filter((secret) => secret.length > 1)
    .toSorted((a, b) => b.length - a.length);
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
}

/** No word such as `services`, which may stand in any sentence. */
const isTelling = (part: string): boolean => part.length >= 16 || (part.length >= 8 && /\d/.test(part));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
