import { Injectable } from '@nestjs/common';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { allowedCountries, dialVerdict, whyNotDialled } from '@ringdown/telephony';

/** Which numbers this organisation dials: by its settings, else in the countries of its lines' numbers. */
@Injectable()
export class DiallingRule {
  private readonly lineNumbers = new Map<string, string>();
  /** By user: it is the number that is verified, whoever has it besides. */
  private readonly verifiedPhones = new Map<string, string>();
  private allowed: ReadonlySet<string> | null = null;

  constructor(private readonly mirror: ConfigMirror) {
    mirror.onChange('line', (id, line) => {
      if (line) this.lineNumbers.set(id, line.number);
      else this.lineNumbers.delete(id);
      this.allowed = null;
    });
    mirror.onChange('user', (id, user) => {
      if (user?.phone && user.phoneVerifiedAt) this.verifiedPhones.set(id, user.phone);
      else this.verifiedPhones.delete(id);
    });
    mirror.onChange('settings', () => (this.allowed = null));
  }

  /** In words that follow the name of whoever has the number; null where it is dialled. */
  readonly whyNotDialled = (phone: string): string | null => {
    this.allowed ??= allowedCountries(this.chosen(), this.lineNumbers.values());
    const asIs = dialVerdict(phone, { allowedCountries: this.allowed, verified: false });
    const isVerified = !asIs.allowed && asIs.why === 'unverified' && [...this.verifiedPhones.values()].includes(phone);
    return isVerified ? null : whyNotDialled(asIs);
  };

  private chosen(): readonly string[] | null {
    return this.mirror.get('settings', 'organisation')?.allowedCountries ?? null;
  }
}
