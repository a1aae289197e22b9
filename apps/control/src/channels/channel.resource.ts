import { whyNotSentTo } from '@ringdown/chat';
import { newChannel } from '@ringdown/contracts';
import type { SecretCipher } from '@ringdown/platform-config';
import { defineResource } from '../configuration/index.js';
import { firstSecret, isPresentSecret, presentSecret } from './signing-secrets.js';

/** Where messages go. What is secret of it is encrypted, and kept by a PATCH that does not name it. */
export const channelResource = defineResource({
  kind: 'channel',
  idKind: 'channel',
  path: 'channels',
  word: 'channel',
  input: newChannel,
  shapeField: 'type',
  secrets: { url: 'urlSecret', botToken: 'botTokenSecret', signingSecret: 'signingSecret' },
  // made here, and never named by a client
  ownFields: ['signingSecrets'],
  // one of its fields that is left out has no bound any more
  wholeFields: ['from'],
  complete: (input, before, { cipher }) =>
    input['type'] === 'webhook'
      ? { ...input, signingSecrets: before?.type === 'webhook' ? before.signingSecrets : firstSecret(cipher) }
      : input,
  faults: (channel, { settings, cipher }) => {
    const url = 'urlSecret' in channel ? readUrl(channel.urlSecret, cipher) : null;
    const refusal = url && whyNotSentTo(url, settings.outboundAllowPrivate);
    return refusal ? [{ path: 'url', message: refusal }] : [];
  },
  answer: (channel) => {
    if (channel.type !== 'webhook') return channel;
    const { signingSecrets: _signingSecrets, ...shown } = channel;
    return shown;
  },
  toldOnce: (channel, { cipher }) => (channel.type === 'webhook' ? { secret: presentSecret(channel, cipher) } : {}),
  stillValid: isPresentSecret,
});

/** Null where it was encrypted with another SECRET_KEY: nothing is sent there, and whoever changes the channel enters it anew. */
function readUrl(urlSecret: string, cipher: SecretCipher): string | null {
  try {
    return cipher.decrypt(urlSecret);
  } catch {
    return null;
  }
}
