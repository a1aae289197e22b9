import { isIP } from 'node:net';
import { Agent, buildConnector, request } from 'undici';
import { isPublicAddress } from './is-public-address.js';
import type { OutboundAnswer } from './outbound-answer.js';
import { publicLookup, type ResolveAll } from './public-lookup.js';
import { RefusedAddress } from './refused-address.js';
import { retryAfterMs } from './retry-after.js';
import { withoutUrl } from './without-url.js';

const timeoutMs = 10_000;
const bodyLimit = 2000;

export interface OutboundOptions {
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

  /** Never throws; `json` is sent as it is. */
  async postJson(url: string, json: string): Promise<OutboundAnswer> {
    const refusal = this.refusalOf(url);
    if (refusal) return { type: 'refused', reason: refusal };
    try {
      const { statusCode, headers, body } = await request(url, {
        method: 'POST',
        dispatcher: this.agent,
        headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Ringdown' },
        body: json,
        signal: AbortSignal.timeout(this.options.timeoutMs ?? timeoutMs),
      });
      const text = withoutUrl(await beginningOf(body), url);
      const header = headers['retry-after'];
      const wait = retryAfterMs(Array.isArray(header) ? header[0] : header, new Date());
      return {
        type: 'answered',
        status: statusCode,
        body: text,
        ...(wait === undefined ? {} : { retryAfterMs: wait }),
      };
    } catch (error) {
      return error instanceof RefusedAddress
        ? { type: 'refused', reason: error.message }
        : { type: 'unreachable', reason: reasonOf(error) };
    }
  }

  close(): Promise<void> {
    return this.agent.close();
  }

  private refusalOf(url: string): string | null {
    if (!URL.canParse(url)) return 'The channel holds no valid URL. Enter the webhook URL again.';
    const { protocol } = new URL(url);
    if (protocol === 'https:' || (protocol === 'http:' && this.options.allowPrivate)) return null;
    return 'Only https URLs are sent to. Set OUTBOUND_ALLOW_PRIVATE=true to allow plain http.';
  }
}

function guardedConnector({ allowPrivate, resolve }: OutboundOptions): buildConnector.connector {
  if (allowPrivate) return buildConnector({});
  const connect = buildConnector({ lookup: publicLookup(resolve) } as buildConnector.BuildOptions);
  return (options, callback) => {
    // An address in the URL itself is connected to without a lookup.
    const host = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) && !isPublicAddress(host)) callback(new RefusedAddress(host), null);
    else connect(options, callback);
  };
}

async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of body) {
    text += chunk.toString('utf8');
    if (text.length >= bodyLimit) break;
  }
  return text.slice(0, bodyLimit);
}

/** The URL is a secret, so the reason names what failed and never the URL. */
function reasonOf(error: unknown): string {
  const { name, code, message, errors } = error as Partial<NodeJS.ErrnoException> & { errors?: unknown[] };
  if (name === 'TimeoutError' || name === 'AbortError') return 'no answer in time';
  // One error an address, where a name has several.
  if (errors?.[0]) return reasonOf(errors[0]);
  return typeof code === 'string' ? `${code}: ${message}` : String(message);
}
