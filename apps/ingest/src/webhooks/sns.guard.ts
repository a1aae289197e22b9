import { DomainError } from '@ringdown/kernel';
import { digestOf, isSignedBy, type Members, type ReadEvents } from '../senders/index.js';
import { type AmazonSns, amazonUrl } from './amazon-sns.js';
import { type Inspected, type SenderGuard, withWarning } from './sender-guards.js';

/**
 * Checks that a message is Amazon's, and confirms a subscription. An alert is not lost where that cannot be checked: without a
 * signature, or without a way to Amazon, it is taken with a warning.
 */
export class SnsGuard implements SenderGuard {
  readonly type = 'sns';

  constructor(private readonly amazon: AmazonSns) {}

  async inspect({ sent, read }: Inspected): Promise<ReadEvents> {
    if (read.readAs !== this.type) return read;
    // what comes without its envelope, or in a form, has no signature
    const message: Members = sent.kind === 'json' ? sent.json.value : {};
    const doubt = await this.doubtOf(message);
    const checked = doubt === null ? read : withWarning(read, `The signature could not be checked: ${doubt}.`);
    return message.Type === 'SubscriptionConfirmation' ? this.confirmed(message, checked) : checked;
  }

  /** Why the signature cannot be checked; null where it is right. @throws DomainError `forbidden` where it is not. */
  private async doubtOf(message: Members): Promise<string | null> {
    if (typeof message.Signature !== 'string') return 'the message has none';
    const url = amazonUrl(message.SigningCertURL);
    if (!url?.pathname.endsWith('.pem')) throw forged('its SigningCertURL is not one of Amazon SNS');
    const digest = digestOf(message);
    if (digest === null) return 'its SignatureVersion is not known';
    const certificate = await this.amazon.certificate(url);
    if (certificate === null) return `the certificate could not be fetched from ${url.hostname}`;
    if (!isSignedBy(message, digest, certificate)) throw forged('its signature does not fit');
    return null;
  }

  private async confirmed({ SubscribeURL: written, TopicArn: topic }: Members, read: ReadEvents): Promise<ReadEvents> {
    const url = amazonUrl(written);
    if (!url) {
      const warning =
        'The SubscribeURL leads to a host that is not Amazon’s. It was not opened, and nobody should open it.';
      return { ...read, events: read.events.map((event) => ({ ...event, warnings: [warning] })), warnings: [warning] };
    }
    if (!(await this.amazon.confirm(url)))
      return withWarning(read, 'The subscription could not be confirmed from here.');
    return { ...read, events: [], warnings: [`The subscription to ${String(topic)} was confirmed.`] };
  }
}

const forged = (fault: string): DomainError =>
  new DomainError('forbidden', `The message is not from Amazon SNS: ${fault}.`);
