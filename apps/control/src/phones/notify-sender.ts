import { Injectable } from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import { Database } from '@ringdown/platform-persistence';
import {
  allowedCountries,
  dialVerdict,
  type ProviderAccount,
  type TelephonyProvider,
  whyNotDialled,
} from '@ringdown/telephony';
import { ProviderAccess } from '../lines/index.js';
import { KeepOrganisationSettings } from '../organisation/index.js';
import { ThingStore } from '../things/index.js';

/** From which account and number Ringdown itself writes and calls. */
export interface Sender {
  readonly provider: TelephonyProvider;
  readonly account: ProviderAccount;
  /** E.164. */
  readonly number: string;
}

interface From {
  readonly providerAccountId: string;
  readonly number: string;
}

/** The number named in the settings, else that of the first line. */
@Injectable()
export class NotifySender {
  constructor(
    private readonly settings: KeepOrganisationSettings,
    private readonly things: ThingStore,
    private readonly database: Database,
    private readonly access: ProviderAccess,
  ) {}

  /** @throws DomainError `conflict` where there is none, or where `phone` may not be called. */
  async to(phone: string): Promise<Sender> {
    const { notifyFrom, allowedCountries: chosen } = await this.settings.read();
    const lines = await this.lines();
    const from = notifyFrom ?? lines[0];
    if (!from || !(await this.things.has('provider-account', from.providerAccountId))) {
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
    return { ...(await this.access.to(from.providerAccountId)), number: from.number };
  }

  /** The first one first. */
  private lines(): Promise<From[]> {
    return this.database.query<From>(
      `select document->>'providerAccountId' as "providerAccountId", document->>'number' as number
       from thing where kind = 'line' order by created_at, id`,
    );
  }
}
