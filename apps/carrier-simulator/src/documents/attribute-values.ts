import type { Element } from './xml.js';

/** Reads the attributes of one element: what the provider would take, and a complaint about what it would not. */
export class AttributeValues {
  constructor(
    private readonly element: Element,
    private readonly resolve: (address: string) => string,
    private readonly onInvalid: (message: string) => void,
  ) {}

  text(name: string): string | undefined {
    return this.element.attributes[name];
  }

  flag(name: string, defaultValue: boolean): boolean {
    return this.oneOf(name, ['true', 'false'], String(defaultValue)) === 'true';
  }

  oneOf<const Word extends string>(name: string, words: readonly Word[], defaultValue: Word): Word {
    const value = this.text(name);
    if (value === undefined) return defaultValue;
    const word = words.find((one) => one === value);
    if (word === undefined) this.onInvalid(`${this.at(name)} is "${value}", not one of ${words.join(', ')}`);
    return word ?? defaultValue;
  }

  integer(name: string, range: { readonly min: number; readonly max: number }, defaultValue: number): number {
    const value = this.text(name);
    if (value === undefined) return defaultValue;
    if (!/^\d+$/.test(value)) {
      this.onInvalid(`${this.at(name)} is "${value}", not a whole number`);
      return defaultValue;
    }
    const clamped = Math.min(range.max, Math.max(range.min, Number(value)));
    if (clamped !== Number(value)) this.onInvalid(`${this.at(name)} is ${value}, outside ${range.min} to ${range.max}`);
    return clamped;
  }

  method(name: string): 'GET' | 'POST' {
    return this.oneOf(name, ['GET', 'POST'], 'POST');
  }

  list(name: string, defaultValue: readonly string[]): readonly string[] {
    return this.text(name)?.split(/\s+/).filter(Boolean) ?? defaultValue;
  }

  url(name: string): string | undefined {
    const value = this.text(name);
    return value === undefined || value === '' ? undefined : this.resolve(value);
  }

  private at(name: string): string {
    return `<${this.element.name}> ${name}`;
  }
}
