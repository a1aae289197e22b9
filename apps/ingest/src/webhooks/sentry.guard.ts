import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@ringdown/kernel';
import type { SecretCipher } from '@ringdown/platform-config';
import type { Logger } from '@ringdown/platform-telemetry';
import type { ReadEvents } from '../senders/index.js';
import type { IntegrationDocument } from './integration-tokens.js';
import { type Inspected, type SenderGuard, withWarning } from './sender-guards.js';

/**
 * Where an integration has Sentry's client secret, only what Sentry signed with it is taken: `Sentry-Hook-Signature` is the
 * HMAC-SHA256 of the bytes, in hex (https://docs.sentry.io/organization/integrations/integration-platform/webhooks/).
 */
export class SentryGuard implements SenderGuard {
  readonly type = 'sentry';

  constructor(
    private readonly cipher: Pick<SecretCipher, 'decrypt'>,
    private readonly logger: Logger,
  ) {}

  async inspect({ integration, request: { bytes, signature }, read }: Inspected): Promise<ReadEvents> {
    if (integration.clientSecret === null) return read;
    const secret = this.decrypted(integration.clientSecret, integration);
    if (secret === null) {
      return withWarning(read, 'The signature could not be checked: enter Sentry’s client secret again.');
    }
    if (signature === undefined) throw forged('has no Sentry-Hook-Signature');
    if (!isHmac(signature, bytes ?? Buffer.alloc(0), secret)) throw forged('has another Sentry-Hook-Signature');
    return read;
  }

  private decrypted(encrypted: string, { id }: IntegrationDocument): string | null {
    try {
      return this.cipher.decrypt(encrypted);
    } catch (error) {
      this.logger.error({ err: error, integrationId: id }, 'the client secret of an integration cannot be decrypted');
      return null;
    }
  }
}

function isHmac(given: string, bytes: Buffer, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(bytes).digest();
  const signature = Buffer.from(given.trim(), 'hex');
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

const forged = (fault: string): DomainError =>
  new DomainError(
    'forbidden',
    `The integration takes only what Sentry signed with its client secret; this ${fault}. Copy the client secret from Sentry again.`,
  );
