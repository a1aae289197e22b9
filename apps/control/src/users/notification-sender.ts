import { Injectable } from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import {
  allowedCountries,
  dialVerdict,
  type ProviderAccount,
  type TelephonyProvider,
  whyNotDialled,
} from '@ringdown/telephony';
import { ResourceRepository } from '../configuration/index.js';
import { ProviderAccess } from '../provider-accounts/index.js';
import { SettingsService } from '../settings/index.js';

/** From which account and number Ringdown itself writes and calls. */
export interface Sender {
  readonly provider: TelephonyProvider;
  readonly account: ProviderAccount;
  /** E.164. */
  readonly number: string;
}

/** The number named in the settings, else that of the first line. */
@Injectable()
export class NotificationSender {
  constructor(
    private readonly settings: SettingsService,
    private readonly resources: ResourceRepository,
    private readonly access: ProviderAccess,
  ) {}

  /** @throws DomainError `conflict` where there is none, or where `phone` may not be called. */
  async resolveSender(phone: string): Promise<Sender> {
    const { allowedCountries: chosen } = await this.settings.read();
    const lines = await this.resources.lineNumbers();
    const from = await this.settings.sendsFrom();
    if (!from || !(await this.resources.has('provider-account', from.providerAccountId))) {
      throw new DomainError(
        'conflict',
        'There is no number to send from: add a line, or name one in the settings (notifyFrom).',
      );
    }
    const countries = allowedCountries(
      chosen,
      lines.map(({ number }) => number),
    );
    // that it is verified is what the code is for
    const why = whyNotDialled(dialVerdict(phone, { allowedCountries: countries, verified: true }));
    if (why) throw new DomainError('conflict', `This person ${why}.`);
    return { ...(await this.access.resolveAccount(from.providerAccountId)), number: from.number };
  }
}
