import { fallbackKey, type Settings } from '@ringdown/platform-config';

export interface LineWebhook {
  readonly url: string;
  readonly fallbackUrl: string;
  readonly statusUrl: string;
  readonly method: 'POST';
}

/** What a line's number is to be set to at its provider. */
export function lineWebhook({ voiceUrl, secretKey }: Settings, provider: string, lineId: string): LineWebhook {
  const url = `${voiceUrl}/voice/${provider}/${lineId}`;
  const fallbackUrl = `${url}/fallback/${fallbackKey(secretKey, lineId)}`;
  return { url, fallbackUrl, statusUrl: `${url}/status`, method: 'POST' };
}
