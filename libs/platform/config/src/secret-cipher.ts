import { createCipheriv, createDecipheriv, createHmac, randomBytes, scryptSync } from 'node:crypto';

/**
 * Encrypts provider and channel secrets at rest and in the configuration bucket: AES-256-GCM, key from SECRET_KEY.
 * An encrypted secret is `v1.<iv>.<tag>.<ciphertext>`, base64url.
 */
export class SecretCipher {
  private readonly key: Buffer;

  constructor(secretKey: string) {
    this.key = scryptSync(secretKey, 'ringdown/secrets/v1', 32);
  }

  encrypt(text: string): string {
    const iv = randomBytes(12);
    const gcm = createCipheriv('aes-256-gcm', this.key, iv);
    const body = Buffer.concat([gcm.update(text, 'utf8'), gcm.final()]);
    return ['v1', iv, gcm.getAuthTag(), body]
      .map((p) => (typeof p === 'string' ? p : p.toString('base64url')))
      .join('.');
  }

  /** @throws when the secret was encrypted with another SECRET_KEY or was changed. */
  decrypt(encrypted: string): string {
    const [version, iv, tag, body] = encrypted.split('.');
    if (version !== 'v1' || !iv || !tag || body === undefined) throw new Error('not an encrypted secret');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, Buffer.from(iv, 'base64url'));
      decipher.setAuthTag(Buffer.from(tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
    } catch {
      throw new Error('a stored secret cannot be decrypted with this SECRET_KEY: was it changed?');
    }
  }
}

/**
 * The part of a line's fallback URL that nobody can guess: a provider that calls it may not be able to sign.
 * The first 32 hexadecimal digits of HMAC-SHA256(SECRET_KEY, `fallback.<lineId>`).
 */
export const fallbackKey = (secretKey: string, lineId: string): string =>
  createHmac('sha256', secretKey).update(`fallback.${lineId}`).digest('hex').slice(0, 32);
