import { DocumentFault } from './document-fault.js';
import type { Element } from './parse-document.js';

/** Reads the attributes of one element: what Twilio would take, and a warning for what it would not. */
export class AttributeValues {
  constructor(
    private readonly element: Element,
    private readonly documentUrl: string,
    private readonly warn: (message: string) => void,
  ) {}

  text(name: string): string | undefined {
    return this.element.attributes[name];
  }

  flag(name: string, otherwise: boolean): boolean {
    return this.oneOf(name, ['true', 'false'], String(otherwise)) === 'true';
  }

  oneOf<const Word extends string>(name: string, words: readonly Word[], otherwise: Word): Word {
    const value = this.text(name);
    if (value === undefined) return otherwise;
    const word = words.find((one) => one === value);
    if (word === undefined) this.warn(`${this.at(name)} is "${value}", not one of ${words.join(', ')}`);
    return word ?? otherwise;
  }

  whole(name: string, range: { readonly min: number; readonly max: number }, otherwise: number): number {
    const value = this.text(name);
    if (value === undefined) return otherwise;
    if (!/^\d+$/.test(value)) {
      this.warn(`${this.at(name)} is "${value}", not a whole number`);
      return otherwise;
    }
    const clamped = Math.min(range.max, Math.max(range.min, Number(value)));
    if (clamped !== Number(value)) this.warn(`${this.at(name)} is ${value}, outside ${range.min} to ${range.max}`);
    return clamped;
  }

  method(name: string): 'GET' | 'POST' {
    return this.oneOf(name, ['GET', 'POST'], 'POST');
  }

  list(name: string, otherwise: readonly string[]): readonly string[] {
    return this.text(name)?.split(/\s+/).filter(Boolean) ?? otherwise;
  }

  /** An address, relative to the document's. Throws 15004 where a relative one has nothing to be relative to. */
  url(name: string): string | undefined {
    const value = this.text(name);
    return value === undefined || value === '' ? undefined : resolveUrl(value, this.documentUrl);
  }

  private at(name: string): string {
    return `<${this.element.name}> ${name}`;
  }
}

export function resolveUrl(value: string, documentUrl: string): string {
  const address = value.trim();
  if (URL.canParse(address)) return address;
  if (!URL.canParse(address, documentUrl))
    throw new DocumentFault(15004, `"${address}" is no absolute URL`, documentUrl);
  return new URL(address, documentUrl).href;
}
