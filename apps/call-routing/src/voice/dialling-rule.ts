import { Injectable } from '@nestjs/common';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { countryOfNumber, mayBeDialled } from '@ringdown/telephony';

/** Which numbers this organisation dials: by its settings, else in the countries of its lines' numbers. */
@Injectable()
export class DiallingRule {
  private readonly lineCountries = new Map<string, string | null>();
  private allowed: ReadonlySet<string> | null = null;

  constructor(private readonly mirror: ConfigMirror) {
    mirror.onChange('line', (id, line) => {
      if (line) this.lineCountries.set(id, countryOfNumber(line.number));
      else this.lineCountries.delete(id);
      this.allowed = null;
    });
    mirror.onChange('settings', () => (this.allowed = null));
  }

  readonly mayBeDialled = (phone: string): boolean => mayBeDialled(phone, (this.allowed ??= this.countries()));

  private countries(): ReadonlySet<string> {
    const { allowedCountries } = this.mirror.get('settings', 'organisation') ?? { allowedCountries: null };
    return new Set(allowedCountries ?? [...this.lineCountries.values()].filter((country) => country !== null));
  }
}
