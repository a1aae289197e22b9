import { randomBytes } from 'node:crypto';
import type { ConfigDocument } from '@ringdown/contracts';
import { SecretCipher } from '@ringdown/platform-config';
import type { StillValid } from '../api/index.js';
import { storedDocument } from '../configuration/index.js';

export type Webhook = Extract<ConfigDocument<'channel'>, { type: 'webhook' }>;
type SigningSecrets = Webhook['signingSecrets'];

/** For so long a receiver may go on with the secret that was replaced. */
const overlapMs = 24 * 3600 * 1000;

/** As Standard Webhooks writes a symmetric secret: `whsec_` and the base64 of 24 to 64 random bytes, of which these are 32. */
const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** Of a new webhook: one secret, valid until it is rotated. */
export const firstSecret = (cipher: SecretCipher): SigningSecrets => [
  { keySecret: cipher.encrypt(newWebhookSecret()), validUntil: null },
];

/** A new secret, and the one that it replaces for 24 h more. Older ones end: two are the most that sign. */
export function rotatedSecrets(former: SigningSecrets, cipher: SecretCipher, now: Date): SigningSecrets {
  const validUntil = new Date(now.getTime() + overlapMs).toISOString();
  const replaced = former.slice(0, 1).map(({ keySecret }) => ({ keySecret, validUntil }));
  return [...firstSecret(cipher), ...replaced];
}

/** The present one in the clear. @throws where it was encrypted with another SECRET_KEY. */
export const presentSecret = ({ signingSecrets: [present] }: Webhook, cipher: SecretCipher): string =>
  cipher.decrypt(present?.keySecret ?? '');

/** Whether the secret that was answered is the webhook's present one. Channels of other types answer none. */
export const isPresentSecret: StillValid = async (on, { id, secret }, { secretKey }) => {
  if (secret === undefined) return true;
  const channel = await storedDocument(on, 'channel', String(id));
  return channel?.type === 'webhook' && presentSecret(channel, new SecretCipher(secretKey)) === secret;
};
