import { Injectable } from '@nestjs/common';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { countryOfNumber, dialVerdict, whyNotDialled } from '@ringdown/telephony';

/** Which numbers this organisation dials: by its settings, else in the countries of its lines' numbers. */
@Injectable()
export class DiallingRule {
  private readonly lineCountries = new Map<string, string | null>();
  /** By user: it is the number that is verified, whoever has it besides. */
  private readonly verifiedPhones = new Map<string, string>();
  private allowed: ReadonlySet<string> | null = null;

  constructor(private readonly mirror: ConfigMirror) {
    mirror.onChange('line', (id, line) => {
      if (line) this.lineCountries.set(id, countryOfNumber(line.number));
      else this.lineCountries.delete(id);
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
    const allowedCountries = (this.allowed ??= this.countries());
    const asIs = dialVerdict(phone, { allowedCountries, verified: false });
    const isVerified = !asIs.allowed && asIs.why === 'unverified' && [...this.verifiedPhones.values()].includes(phone);
    return isVerified ? null : whyNotDialled(asIs);
  };

  private countries(): ReadonlySet<string> {
    const { allowedCountries } = this.mirror.get('settings', 'organisation') ?? { allowedCountries: null };
    return new Set(allowedCountries ?? [...this.lineCountries.values()].filter((country) => country !== null));
  }
}
