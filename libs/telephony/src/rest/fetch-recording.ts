import { ProviderFailure } from '../port/provider-failure.js';
import type { Media, ProviderAccount } from '../port/telephony-provider.js';

const timeoutMs = 10_000;
const kept = ['content-type', 'content-length', 'content-range', 'accept-ranges'];

/** Where a provider keeps recordings, besides the API as it is set. */
interface RecordingHost {
  readonly provider: string;
  readonly domain: string;
  readonly apiUrl: string;
}

/**
 * A recording, with the account's password, which goes nowhere but to the provider: to its own hosts, or to the API as it is
 * set. The time limit is on the first byte only: audio lasts as long as somebody listens.
 */
export async function fetchRecording(
  { provider, domain, apiUrl }: RecordingHost,
  { accountId, authToken }: ProviderAccount,
  url: string,
  range: string | undefined,
): Promise<Media> {
  const { origin, protocol, hostname, username } = new URL(url);
  const isTheirs = protocol === 'https:' && (hostname === domain || hostname.endsWith(`.${domain}`));
  if (username !== '' || (origin !== new URL(apiUrl).origin && !isTheirs)) {
    throw new ProviderFailure('refused', `a recording at ${origin} is not ${provider}'s`);
  }
  const headers = {
    authorization: `Basic ${Buffer.from(`${accountId}:${authToken}`).toString('base64')}`,
    'accept-encoding': 'identity',
    ...(range ? { range } : {}),
  };
  const response = await withTimeout((signal) =>
    fetch(url, {
      headers,
      signal,
      redirect: isTheirs ? 'follow' : 'error',
    }),
  ).catch((error: unknown) => {
    throw new ProviderFailure('unreachable', String(error));
  });
  const passedOn = kept
    .map((name) => [name, response.headers.get(name) ?? ''] as const)
    .filter(([, value]) => value !== '');
  return { status: response.status, headers: Object.fromEntries(passedOn), body: response.body };
}

async function withTimeout<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(new Error('no answer in time')), timeoutMs);
  try {
    return await ask(abort.signal);
  } finally {
    clearTimeout(timer);
  }
}
