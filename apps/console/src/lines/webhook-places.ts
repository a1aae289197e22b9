import type { Line, ProviderAccount } from '../api/things.js';

interface WebhookPlace {
  /** What the field in the provider's console is called. */
  readonly where: string;
  readonly url: string | undefined;
}

/** Which of a line's URLs goes into which field of the provider's console. */
export function webhookPlaces(provider: ProviderAccount['provider'], webhook: Line['webhook']): WebhookPlace[] {
  const names = {
    twilio: ['A call comes in: Webhook', 'Primary handler fails', 'Call status changes'],
    plivo: ['Primary Answer URL', 'Fallback Answer URL', 'Hangup URL'],
  } as const;
  const [url, fallbackUrl, statusUrl] = names[provider];
  return [
    { where: url, url: webhook.url },
    { where: fallbackUrl, url: webhook.fallbackUrl },
    { where: statusUrl, url: webhook.statusUrl },
  ];
}
