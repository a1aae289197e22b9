import { newIntegration } from '@ringdown/contracts';
import { refer, referEach, thingKind } from '../things/index.js';
import { isTokenOf, newIntegrationToken, readIntegrationToken } from './integration-token.js';

export const integrationKind = thingKind({
  kind: 'integration',
  idKind: 'integration',
  path: 'integrations',
  word: 'integration',
  input: newIntegration,
  ownFields: ['tokenHash', 'tokenSecret'],
  complete: (input, before, { cipher }) => {
    const { tokenHash, tokenSecret } = before ?? newIntegrationToken(cipher);
    return { ...input, tokenHash, tokenSecret };
  },
  references: (integration) => [
    ...refer('escalation-policy', 'escalationPolicyId', integration.escalationPolicyId),
    ...referEach('team', 'teamIds', integration.teamIds),
    ...referEach('channel', 'channelIds', integration.channelIds),
  ],
  answer: ({ tokenHash: _tokenHash, tokenSecret, ...integration }, { cipher, settings }) => {
    const token = readIntegrationToken(tokenSecret, cipher);
    return { ...integration, token, url: token && `${settings.ingestUrl}/${token}/push-events` };
  },
  stillValid: isTokenOf,
  // whoever knows them can open and resolve incidents
  forViewers: ({ token: _token, url: _url, ...fields }) => fields,
});
