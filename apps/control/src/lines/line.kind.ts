import { callRpc, newLine } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { refer, referEach, referTarget, thingKind } from '../things/index.js';
import { besideLines } from './beside-lines.js';
import type { LineWebhook } from './line-webhook.js';
import { lineRules } from './line-rules.js';

export const lineKind = thingKind({
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
  beside: besideLines,
  // the key in its fallback URL is as valid as the line
  stillValid: async (on, { id }) =>
    (await on.query(`select 1 from thing where kind = 'line' and id = $1`, [id])).length > 0,
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
