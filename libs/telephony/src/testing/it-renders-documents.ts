import fc from 'fast-check';
import type { ProviderDocument } from '../port/documents.js';
import { anyCallerInstruction, anyResponderInstruction, heard, urlsOf } from './any-instruction.js';
import type { TelephonyRig } from './telephony-rig.js';

export function itRendersDocuments({ open, documents }: TelephonyRig): void {
  const provider = open('https://api.example.com');
  const legs = [
    { leg: 'caller', instructions: anyCallerInstruction, render: provider.renderForCaller.bind(provider) },
    { leg: 'responder', instructions: anyResponderInstruction, render: provider.renderForResponder.bind(provider) },
  ] as const;

  describe.each(legs)("a document for the $leg's leg", ({ leg, instructions, render }) => {
    const holds = (check: (document: ProviderDocument, instruction: never) => void): void =>
      fc.assert(
        fc.property(instructions as fc.Arbitrary<never>, (instruction) => check(render(instruction), instruction)),
        { numRuns: 400 },
      );

    it('is one that the provider understands, in its type and encoding', () => {
      holds(({ contentType, body }) => {
        expect(contentType).toMatch(/^(text|application)\/xml; charset=utf-8$/);
        expect(documents.complaints(body, leg)).toEqual([]);
      });
    });

    it('says every text as it was meant', () => {
      holds(({ body }, instruction) => expect(documents.spoken(body)).toBe(heard(instruction)));
    });

    it('names only absolute addresses of the instruction, and all that it needs', () => {
      holds(({ body }, instruction) => {
        const given = new Set(urlsOf(instruction));
        const { screened = true, recorded = true } = instruction as { screened?: boolean; recorded?: boolean };
        const named = documents.urls(body);
        expect(named.every((url) => /^https:\/\//.test(url) && given.has(url))).toBe(true);
        if (screened && recorded) expect(new Set(named)).toEqual(given);
      });
    });

    it('is the same to the byte when it is asked for again', () => {
      holds(({ body }, instruction) => expect(render(instruction).body).toBe(body));
    });
  });

  it('acknowledges a report with a document that changes nothing', () => {
    expect(documents.complaints(provider.acknowledgement.body, 'caller')).toEqual([]);
    expect(provider.acknowledgement).toEqual(provider.renderForResponder({ kind: 'connect' }));
  });
}
