import { callRpc, type ConfigDocument, newLine } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { fallbackKey, type Settings } from '@ringdown/platform-config';
import type { z } from 'zod';
import {
  defineResource,
  type Fields,
  isStored,
  refer,
  referEach,
  referTarget,
  type ResourceTools,
} from '../configuration/index.js';
import { testModeRepository } from './test-mode.repository.js';

export const lineResource = defineResource({
  kind: 'line',
  idKind: 'line',
  path: 'lines',
  word: 'line',
  input: newLine.superRefine(lineRules),
  references: (line) => [
    ...refer('provider-account', 'providerAccountId', line.providerAccountId),
    ...referTarget('primary', line.primary),
    ...line.fallbacks.flatMap((fallback, n) => referTarget(`fallbacks.${n}`, fallback)),
    ...refer('integration', 'incident.integrationId', line.incident.integrationId),
    ...refer('escalation-policy', 'incident.escalationPolicyId', line.incident.escalationPolicyId),
    ...referEach('channel', 'channelIds', line.channelIds),
    ...Object.entries(line.messages).flatMap(([moment, message]) =>
      message.type === 'audio' ? refer('audio', `messages.${moment}.audioId`, message.audioId) : [],
    ),
  ],
  computedFields: computedLineFields,
  // the key in its fallback URL is as valid as the line
  stillValid: (on, { id }) => isStored(on, 'line', id),
  // its key opens the static documents, which hold the phone numbers of whoever is on call
  forViewers: ({ webhook, ...fields }) => {
    const { fallbackUrl: _fallbackUrl, ...shown } = webhook as LineWebhook;
    return { ...fields, webhook: shown };
  },
  written: async ({ id, after }, _tx, { rpc }) => {
    if (after) return;
    const { count } = await rpc.request(callRpc.liveOnLine, { lineId: id });
    if (count > 0)
      throw new DomainError('conflict', 'There is a call on this line right now. Delete it when the call is over.');
  },
});

/** The computed fields of lines: the webhook that their provider is given, and who rings in test mode until when. */
async function computedLineFields(
  ids: readonly string[],
  { database, clock, settings }: ResourceTools,
): Promise<ReadonlyMap<string, Fields>> {
  const rows = await testModeRepository.lines(database, ids, clock.now());
  return new Map(
    rows.map(({ userId, until, ...line }) => {
      const testMode = userId && until ? { until: until.toISOString(), userId } : null;
      return [line.id, { webhook: lineWebhook(settings, line.provider, line), testMode }];
    }),
  );
}

/** Rules between the fields of a line. */
export function lineRules({ incident }: z.output<typeof newLine>, context: z.core.$RefinementCtx): void {
  const wrong = (field: string, message: string): void =>
    context.addIssue({ code: 'custom', path: ['incident', field], message });
  if (incident.trigger === 'off') return;
  if (incident.integrationId === null) {
    wrong('integrationId', 'choose an integration: the incidents of this line need one');
  }
  if (incident.trigger === 'missed' && incident.when === 'ringing') {
    wrong('when', 'choose completed: while it rings, nobody knows yet whether a call is missed');
  }
}

interface LineWebhook {
  readonly url: string;
  readonly fallbackUrl: string;
  readonly statusUrl: string;
  /** For the texts that people answer with. */
  readonly messageUrl: string;
  readonly method: 'POST';
}

/** Where the texts to an account's numbers go. */
export const textsUrl = ({ notificationUrl }: Settings, provider: string, providerAccountId: string): string =>
  `${notificationUrl}/telephony/${provider}/${providerAccountId}/texts`;

/** What a line's number is to be set to at its provider. */
export function lineWebhook(
  settings: Settings,
  provider: string,
  { id: lineId, providerAccountId }: Pick<ConfigDocument<'line'>, 'id' | 'providerAccountId'>,
): LineWebhook {
  const { voiceUrl, secretKey } = settings;
  const messageUrl = textsUrl(settings, provider, providerAccountId);
  const url = `${voiceUrl}/voice/${provider}/${lineId}`;
  const fallbackUrl = `${url}/fallback/${fallbackKey(secretKey, lineId)}`;
  return { url, fallbackUrl, statusUrl: `${url}/status`, messageUrl, method: 'POST' };
}
