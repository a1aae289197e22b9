import { Injectable } from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import { ProviderFailure } from '@ringdown/telephony';
import { writtenCode } from './code-words.js';
import { NotifySender, type Sender } from './notify-sender.js';
import { type IssuedCode, PhoneCodes, type PhoneOwner } from './phone-codes.js';

export type Via = 'sms' | 'voice';

const isLater = new Set<ProviderFailure['kind']>(['unreachable', 'rate-limited']);

/** Sends a code to a phone, as a text or by a call. */
@Injectable()
export class SendPhoneCode {
  constructor(
    private readonly codes: PhoneCodes,
    private readonly sender: NotifySender,
    private readonly settings: Settings,
  ) {}

  /** When the code expires, or the seconds to wait. @throws DomainError `conflict`, `unavailable` where it cannot be sent. */
  async execute(owner: PhoneOwner, via: Via): Promise<{ readonly expiresAt: Date } | { readonly wait: number }> {
    const sender = await this.sender.to(owner.phone);
    const issued = await this.codes.issue(owner, via === 'voice' ? sender.provider.name : null);
    if ('wait' in issued) return issued;
    await this.send(sender, owner.phone, issued).catch(async (error: unknown) => {
      if (!(error instanceof ProviderFailure)) throw error;
      // a provider that did not answer may have sent it
      if (error.kind !== 'unreachable') await this.codes.withdraw(owner, issued.code);
      throw toDomainError(error);
    });
    return { expiresAt: issued.expiresAt };
  }

  private send({ provider, account, number }: Sender, to: string, issued: IssuedCode): Promise<void> {
    const { code, documentKey } = issued;
    if (!documentKey) return provider.sendText(account, { from: number, to, text: writtenCode(code) });
    const documentUrl = `${this.settings.publicUrl}/phone-codes/${documentKey}`;
    return provider.placeCall(account, { from: number, to, documentUrl });
  }
}

function toDomainError({ kind, message }: ProviderFailure): DomainError {
  if (isLater.has(kind)) return new DomainError('unavailable', `The provider does not send it now: ${message}`);
  return new DomainError('conflict', `The provider refused to send it: ${message}`);
}
