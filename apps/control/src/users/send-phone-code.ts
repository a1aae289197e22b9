import { Injectable } from '@nestjs/common';
import { defaultVoice, DomainError } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import { ProviderFailure, type Say } from '@ringdown/telephony';
import { NotificationSender, type Sender } from './notification-sender.js';
import { type IssuedCode, PhoneCodes, type PhoneOwner } from './phone-codes.js';

type Via = 'sms' | 'voice';

const isLater = new Set<ProviderFailure['kind']>(['unreachable', 'rate-limited']);

/** Sends a code to a phone, as a text or by a call. */
@Injectable()
export class SendPhoneCode {
  constructor(
    private readonly codes: PhoneCodes,
    private readonly sender: NotificationSender,
    private readonly settings: Settings,
  ) {}

  /** When the code expires, or the seconds to wait. @throws DomainError `conflict`, `unavailable` where it cannot be sent. */
  async send(owner: PhoneOwner, via: Via): Promise<{ readonly expiresAt: Date } | { readonly wait: number }> {
    const sender = await this.sender.resolveSender(owner.phone);
    const issued = await this.codes.issue(owner, via === 'voice' ? sender.provider.name : null);
    if ('wait' in issued) return issued;
    await this.handOver(sender, owner.phone, issued).catch(async (error: unknown) => {
      if (!(error instanceof ProviderFailure)) throw error;
      // a provider that did not answer may have sent it
      if (error.kind !== 'unreachable') await this.codes.withdraw(owner, issued.code);
      throw toDomainError(error);
    });
    return { expiresAt: issued.expiresAt };
  }

  private async handOver({ provider, account, number }: Sender, to: string, issued: IssuedCode): Promise<void> {
    const { code, documentKey } = issued;
    if (!documentKey) return void (await provider.sendText(account, { from: number, to, text: writtenCode(code) }));
    const documentUrl = `${this.settings.publicUrl}/phone-codes/${documentKey}`;
    await provider.placeCall(account, { from: number, to, documentUrl });
  }
}

function toDomainError({ kind, message }: ProviderFailure): DomainError {
  if (isLater.has(kind)) return new DomainError('unavailable', `The provider does not send it now: ${message}`);
  return new DomainError('conflict', `The provider refused to send it: ${message}`);
}

/** As a text message. */
export const writtenCode = (code: string): string =>
  `Your Ringdown code is ${code}. It is valid for 10 minutes. Nobody from Ringdown will ever ask you for it.`;

/** As a call: digit by digit, twice. */
export function spokenCode(code: string): Say {
  const digits = [...code].join(', ');
  const text = `This is Ringdown. Your code is: ${digits}. Once more: ${digits}. Goodbye.`;
  return { parts: [{ text }], ...defaultVoice };
}
