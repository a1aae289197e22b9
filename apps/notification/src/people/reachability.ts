import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import type { NotifyKind, WhyUnusable } from '@ringdown/domain-incidents';
import { Settings } from '@ringdown/platform-config';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { allowedCountries, dialVerdict, whyNotDialled } from '@ringdown/telephony';
import type { RefusedPhones } from './phone.repository.js';
import { TelephonyAccounts } from './telephony-accounts.js';

type User = ConfigDocument<'user'>;

/** In which ways a person can be notified at all, from the configuration in memory. */
@Injectable()
export class Reachability {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly accounts: TelephonyAccounts,
    private readonly settings: Settings,
  ) {}

  /** False while no configuration has arrived: then nobody would have a phone. */
  get isReady(): boolean {
    return this.mirror.ready;
  }

  person(id: string): User | undefined {
    return this.mirror.get('user', id);
  }

  admins(): readonly User[] {
    return this.mirror.all('user').filter(({ role }) => role === 'admin');
  }

  channel(id: string): ConfigDocument<'channel'> | undefined {
    return this.mirror.get('channel', id);
  }

  /** What reports incidents of an integration, by its name. */
  sourceName(integrationId: string): string | null {
    return this.mirror.get('integration', integrationId)?.name ?? null;
  }

  /** Why a way is of no use for a person, to be read after their name. */
  of(user: User | undefined, refused: RefusedPhones): WhyUnusable {
    return (kind: NotifyKind) => (user ? this.whyUnusable(user, kind, refused) : 'was deleted');
  }

  private whyUnusable(user: User, kind: NotifyKind, refused: RefusedPhones): string | null {
    switch (kind) {
      case 'sms':
      case 'voice':
        return this.whyNotByPhone(user, kind, refused);
      case 'push':
        return user.pushUrl ? null : 'has no push URL';
      case 'email':
        return this.settings.smtpUrl ? null : 'gets no e-mail, since SMTP_URL is not set';
      case 'slack':
        return this.hasSlackApp ? null : 'gets no direct message, since no Slack app is set up';
    }
  }

  private get hasSlackApp(): boolean {
    return this.mirror.all('channel').some(({ type }) => type === 'slack-app');
  }

  private whyNotByPhone({ phone }: User, kind: 'sms' | 'voice', refused: RefusedPhones): string | null {
    if (!phone) return 'has no phone number';
    if (!this.accounts.sender()) return 'is not reached by phone, since there is no number to send from';
    const refusal = refused.get(phone);
    // a person who wants no more texts may still be called
    if (refusal && kind === 'sms') return refusal.reason;
    const lines = this.mirror.all('line').map(({ number }) => number);
    const chosen = this.mirror.get('settings', 'organisation')?.allowedCountries ?? null;
    const verified = this.mirror.all('user').some((one) => one.phone === phone && one.phoneVerifiedAt !== null);
    return whyNotDialled(dialVerdict(phone, { allowedCountries: allowedCountries(chosen, lines), verified }));
  }
}
