import { createHash, randomBytes } from 'node:crypto';
import { type ConfigDocument, defaultGraceMinutes, integrationTypes, newIntegration } from '@ringdown/contracts';
import { mappingFaults } from '@ringdown/domain-mapping';
import { DomainError, type FieldError } from '@ringdown/kernel';
import type { SecretCipher } from '@ringdown/platform-config';
import type { StillValid } from '../api/index.js';
import { defineResource, isStored, refer, referEach } from '../configuration/index.js';
import { takesDeclaredIncidents } from '../settings/index.js';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** 160 bits in 32 lower-case characters, as long as PagerDuty's keys: some clients insist, and mail servers lower what is before the @. */
const newToken = (): string => Array.from(randomBytes(32), (byte) => alphabet[byte % 32]).join('');

/** A new token as an integration keeps it: its hash, by which ingest knows it, and itself encrypted, to show the URL again. */
export function newIntegrationToken(cipher: SecretCipher): { tokenHash: string; tokenSecret: string } {
  const token = newToken();
  return { tokenHash: hashOf(token), tokenSecret: cipher.encrypt(token) };
}

/** What is pasted at the sender: the whole address, or the host that its clients are told. */
function urlOf(type: string, token: string, ingestUrl: string): string {
  if (type === 'pagerduty') return `${ingestUrl}/v2/enqueue`;
  if (type === 'opsgenie') return ingestUrl;
  const isOfSender = type !== 'webhook' && type !== 'email' && (integrationTypes as readonly string[]).includes(type);
  return `${ingestUrl}/${token}/${isOfSender ? type : 'push-events'}`;
}

/** Whether the token that was answered is the integration's token still. */
export const isTokenOf: StillValid = async (on, { id, token }) =>
  typeof token === 'string' && isStored(on, 'integration', id, { tokenHash: hashOf(token) });

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Null where it was encrypted with another SECRET_KEY: rotating gives a readable one. */
export function readIntegrationToken(tokenSecret: string, cipher: SecretCipher): string | null {
  try {
    return cipher.decrypt(tokenSecret);
  } catch {
    return null;
  }
}

/** What the reader of events has against a mapping, by the fields of a request. */
export const faultsOfMapping = (mapping: ConfigDocument<'integration'>['mapping']): readonly FieldError[] =>
  (mapping ? mappingFaults(mapping) : []).map(({ path, message }) => ({ path: `mapping.${path}`, message }));

export const integrationResource = defineResource({
  kind: 'integration',
  idKind: 'integration',
  path: 'integrations',
  word: 'integration',
  input: newIntegration,
  // the client secret is kept by `complete` where a change does not name it
  ownFields: ['tokenHash', 'tokenSecret', 'clientSecret'],
  wholeFields: ['mapping', 'subjectWords'],
  complete: ({ clientSecret: given, ...input }, before, { cipher }) => {
    const { tokenHash, tokenSecret } = before ?? newIntegrationToken(cipher);
    const kept = given === undefined ? (before?.clientSecret ?? null) : null;
    const clientSecret = typeof given === 'string' ? cipher.encrypt(given) : kept;
    const late = input['type'] === 'heartbeat' ? { graceMinutes: input['graceMinutes'] ?? defaultGraceMinutes } : {};
    return { ...input, ...late, tokenHash, tokenSecret, clientSecret };
  },
  faults: ({ mapping }) => faultsOfMapping(mapping),
  references: (integration) => [
    ...refer('escalation-policy', 'escalationPolicyId', integration.escalationPolicyId),
    ...referEach('team', 'teamIds', integration.teamIds),
    ...referEach('channel', 'channelIds', integration.channelIds),
  ],
  answer: ({ tokenHash: _tokenHash, tokenSecret, clientSecret, ...integration }, { cipher, settings }) => {
    const token = readIntegrationToken(tokenSecret, cipher);
    const emailAddress = token && settings.mailDomain ? `${token}@${settings.mailDomain}` : null;
    return {
      ...integration,
      hasClientSecret: clientSecret !== null,
      token,
      url: token && urlOf(integration.type, token, settings.ingestUrl),
      ...(integration.type === 'email' ? { emailAddress } : {}),
    };
  },
  stillValid: isTokenOf,
  written: async ({ id, before, after }, tx) => {
    if (after || !(await takesDeclaredIncidents(tx, id))) return;
    throw new DomainError(
      'conflict',
      `Incidents that are declared from chat go under ${before?.name ?? id}. Choose another integration for them in the settings first.`,
    );
  },
  // whoever knows them can open and resolve incidents
  forViewers: ({ token: _token, url: _url, emailAddress: _emailAddress, ...fields }) => fields,
});
