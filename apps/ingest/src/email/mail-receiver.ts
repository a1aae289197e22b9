import { Inject, Injectable } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import type { ReceivedMail } from '../senders/index.js';
import { type IntegrationDocument, IntegrationTokens, readFor, Receiver } from '../webhooks/index.js';

/** Why a server does not take an address or a mail, with its reply code (RFC 5321, 4.2.3). */
export class MailRefused extends Error {
  constructor(
    readonly responseCode: 451 | 550,
    sentence: string,
  ) {
    super(sentence);
  }
}

/** Finds the integrations that a mail is for, and lets each accept it. */
@Injectable()
export class MailReceiver {
  private readonly domain: string;

  constructor(
    private readonly tokens: IntegrationTokens,
    private readonly receiver: Receiver,
    { mailDomain = '' }: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.domain = mailDomain;
  }

  /** Whose address it is. @throws MailRefused. */
  async integrationOf(address: string): Promise<IntegrationDocument> {
    const at = address.lastIndexOf('@');
    const token = address.slice(0, at);
    if (at < 1 || address.slice(at + 1).toLowerCase() !== this.domain) {
      throw new MailRefused(550, `Relaying denied: only mail to ${this.domain} is taken here`);
    }
    // some senders write every address in capitals
    const integration = (await this.tokens.find(token.toLowerCase())) ?? (await this.tokens.find(token, 0));
    if (!integration && !this.tokens.ready) throw new MailRefused(451, 'Not ready yet, try again later');
    if (!integration) {
      throw new MailRefused(550, 'No integration has this address. Copy it again: its token may have been changed');
    }
    if (integration.type !== 'email') {
      throw new MailRefused(550, 'The integration of this address takes no mail. Set its type to email');
    }
    return integration;
  }

  /** Resolves once it is durable for each of the addresses. @throws MailRefused where it has to be sent again. */
  async accept(mail: ReceivedMail, addresses: readonly string[]): Promise<void> {
    const integrations = new Map<string, IntegrationDocument>();
    for (const address of addresses) {
      const integration = await this.integrationOf(address);
      integrations.set(integration.id, integration);
    }
    const bytes = Buffer.from(JSON.stringify({ ...mail, to: this.withoutTokens(mail.to) }));
    const request = { contentType: 'application/json', contentEncoding: undefined, bytes, headers: {} } as const;
    try {
      await Promise.all(
        [...integrations.values()].map((integration) =>
          this.receiver.receive(
            integration,
            { ...request, via: 'mail', correlationId: undefined },
            readFor(integration, 'email', {}),
          ),
        ),
      );
    } catch (error) {
      this.logger.error({ err: error }, 'a mail could not be accepted');
      throw new MailRefused(451, 'The mail could not be made durable, try again later');
    }
  }

  /** Whoever knows one may open incidents; people who look at the mail need not. */
  private withoutTokens(addresses: string): string {
    return addresses.replace(/[^\s<>,;:"']+@([^\s<>,;:"']+)/g, (address, domain: string) =>
      domain.toLowerCase() === this.domain ? `…@${domain}` : address,
    );
  }
}
