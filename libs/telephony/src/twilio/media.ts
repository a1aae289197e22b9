import { type Media, type ProviderAccount, ProviderFailure } from '../port/telephony-provider.js';

const patienceMs = 10_000;
const kept = ['content-type', 'content-length', 'content-range', 'accept-ranges'];

/**
 * A recording, with the account's password, which goes nowhere but to Twilio: to its own hosts, or to the API as it is set.
 * Twilio serves WAV, or MP3 under `.mp3`. The time limit is on the first byte only: audio lasts as long as somebody listens.
 */
export async function fetchMedia(
  apiUrl: string,
  { accountId, authToken }: ProviderAccount,
  url: string,
  range: string | undefined,
): Promise<Media> {
  const { origin, pathname, protocol, hostname, username } = new URL(url);
  const isTwilios = protocol === 'https:' && (hostname === 'twilio.com' || hostname.endsWith('.twilio.com'));
  if (username !== '' || (origin !== new URL(apiUrl).origin && !isTwilios)) {
    throw new ProviderFailure('refused', `a recording at ${origin} is not Twilio's`);
  }
  const headers = {
    authorization: `Basic ${Buffer.from(`${accountId}:${authToken}`).toString('base64')}`,
    'accept-encoding': 'identity',
    ...(range ? { range } : {}),
  };
  const response = await withinPatience((signal) =>
    fetch(/\.\w{3}$/.test(pathname) ? url : `${url}.mp3`, {
      headers,
      signal,
      redirect: isTwilios ? 'follow' : 'error',
    }),
  ).catch((error: unknown) => {
    throw new ProviderFailure('unreachable', String(error));
  });
  const passedOn = kept
    .map((name) => [name, response.headers.get(name) ?? ''] as const)
    .filter(([, value]) => value !== '');
  return { status: response.status, headers: Object.fromEntries(passedOn), body: response.body };
}

async function withinPatience<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(new Error('no answer in time')), patienceMs);
  try {
    return await ask(abort.signal);
  } finally {
    clearTimeout(timer);
  }
}
