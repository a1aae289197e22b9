import { z } from 'zod';
import { ProviderFailure } from '../port/provider-failure.js';
import type { ProviderAccount } from '../port/telephony-provider.js';
import { refusalCategory } from './failures.js';

const timeoutMs = 5000;

interface PlivoAnswer {
  readonly status: number;
  readonly body: unknown;
}

const refusal = z.object({ error: z.unknown() });
const kinds: Readonly<Record<number, ProviderFailure['kind']>> = {
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'gone',
  429: 'rate-limited',
};

/**
 * Plivo's REST API below `/v1/Account/<auth id>`, by fetch: the official SDK asks api.plivo.com whatever it is configured to, and sends a
 * POST again after a 500, which would transfer a call twice. Nothing is sent again here.
 */
export class PlivoApi {
  constructor(private readonly origin: string) {}

  /** @param path below the account, such as `Call/<uuid>/`. @throws ProviderFailure for anything but a 2xx. */
  async ask(account: ProviderAccount, method: string, path: string, body?: object): Promise<PlivoAnswer> {
    const { accountId, authToken } = account;
    const url = new URL(`/v1/Account/${encodeURIComponent(accountId)}/${path}`, this.origin);
    const headers = {
      authorization: `Basic ${Buffer.from(`${accountId}:${authToken}`).toString('base64')}`,
      accept: 'application/json',
      ...(body ? { 'content-type': 'application/json' } : {}),
    };
    const signal = AbortSignal.timeout(timeoutMs);
    const init = {
      method,
      headers,
      signal,
      redirect: 'error',
      ...(body ? { body: JSON.stringify(body) } : {}),
    } as const;
    const { status, text } = await fetch(url, init).then(
      async (response) => ({ status: response.status, text: await response.text() }),
      (error: unknown) => {
        throw new ProviderFailure('unreachable', `Plivo: ${String((error as Error).cause ?? error)}`);
      },
    );
    const answer = parsed(text);
    if (status >= 200 && status < 300) return { status, body: answer };
    const { data } = refusal.safeParse(answer);
    const why = typeof data?.error === 'string' ? data.error : `${status}`;
    const kind = kinds[status] ?? (status < 500 ? 'refused' : 'unreachable');
    throw new ProviderFailure(kind, `Plivo: ${why}`, kind === 'refused' ? { category: refusalCategory(why) } : {});
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
