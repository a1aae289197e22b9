import type { Preview } from '@ringdown/contracts';
import { skipWords } from '@ringdown/domain-calls';
import type { Line, ProviderAccount } from '../api/resources.js';

export const incidentTriggers: Readonly<Record<Line['incident']['trigger'], string>> = {
  off: 'None',
  missed: 'For missed calls',
  all: 'For every call',
};

export const incidentMoments: Readonly<Record<Line['incident']['when'], string>> = {
  completed: 'When the call is over',
  ringing: 'While it still rings',
};

export const withheldWays: Readonly<Record<Line['withheldCallers'], string>> = {
  ring: 'Ring as for everyone',
  voicemail: 'Straight to voicemail',
  reject: 'Reject',
};

type Planned = Preview['attempts'][number];

export const previewOutcomes: Readonly<Record<Preview['outcome'], string>> = {
  rings: 'These phones would ring, one after the other.',
  no_one_on_call: 'Nobody would be rung: no one is on call.',
  rejected: 'The call would be rejected.',
};

export const momentWords: Readonly<Record<Preview['says'][number]['when'], string>> = {
  welcome: 'At first',
  progress: 'Between two attempts',
  no_one_on_call: 'If no one is on call',
  no_answer: 'If no one answers',
  not_in_use: 'As the line is disabled',
};

/** What is no layer's name. */
const vias: Readonly<Record<string, string>> = { override: 'by an override', 'test mode': 'in test mode' };

const viaWords = (via: string | null): string | null => {
  if (via === null) return null;
  return vias[via] ?? `by the layer “${via}”`;
};

/** What stands under the name: phone, how they come to be on call, and for how long they ring or why they do not. */
export function plannedWords({ phone, via, skipped, detail, ringSeconds }: Planned): string {
  const end = skipped === null ? `rings ${ringSeconds} s` : `skipped: ${detail ?? skipWords[skipped]}`;
  return [phone, viaWords(via), end].filter((part) => part !== null).join(' · ');
}

const contentOf = (said: Preview['says'][number]): string => ('text' in said ? said.text : said.audioId);

/** What the caller hears, each once: the progress message comes before every further attempt. */
export function saidOnce(says: Preview['says']): Preview['says'] {
  const isSame = (a: Preview['says'][number], b: Preview['says'][number]): boolean =>
    a.when === b.when && contentOf(a) === contentOf(b);
  return says.filter((said, index) => says.findIndex((other) => isSame(other, said)) === index);
}

interface WebhookPlace {
  /** What the field in the provider's console is called. */
  readonly where: string;
  readonly url: string | undefined;
}

/** Which of a line's URLs goes into which field of the provider's console. */
export function webhookPlaces(provider: ProviderAccount['provider'], webhook: Line['webhook']): WebhookPlace[] {
  const names = {
    twilio: ['A call comes in: Webhook', 'Primary handler fails', 'Call status changes', 'A message comes in: Webhook'],
    plivo: ['Primary Answer URL', 'Fallback Answer URL', 'Hangup URL', 'Message URL'],
  } as const;
  const [url, fallbackUrl, statusUrl, messageUrl] = names[provider];
  return [
    { where: url, url: webhook.url },
    { where: fallbackUrl, url: webhook.fallbackUrl },
    { where: statusUrl, url: webhook.statusUrl },
    { where: messageUrl, url: webhook.messageUrl },
  ];
}
