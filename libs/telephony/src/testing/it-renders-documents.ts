import fc from 'fast-check';
import type { CallerInstruction, ProviderDocument, ResponderInstruction } from '../port/documents.js';
import { anyCallerInstruction, anyResponderInstruction, anySay, heard, urlsOf } from './any-instruction.js';
import type { TelephonyRig } from './telephony-rig.js';

type Instruction = CallerInstruction | ResponderInstruction;

export function itRendersDocuments({ open, documents }: TelephonyRig): void {
  const provider = open('https://api.example.com');
  const legs = [
    { leg: 'caller', instructions: anyCallerInstruction, render: provider.renderForCaller.bind(provider) },
    { leg: 'responder', instructions: anyResponderInstruction, render: provider.renderForResponder.bind(provider) },
  ] as const;
  const words = (instruction: Instruction): string => {
    if (!('say' in instruction) || !instruction.say || 'audioUrl' in instruction.say) return '';
    return heard(instruction.say).repeat(instruction.kind === 'ask' ? documents.asksTimes : 1);
  };
  /** What an instruction cannot be carried out without. */
  const needed = (instruction: Instruction): ReadonlySet<string> => {
    if (instruction.kind === 'ask') return new Set(documents.takesKeyItself ? [] : [instruction.keysUrl]);
    if (instruction.kind !== 'dial') return new Set(urlsOf(instruction));
    const { screen, recording, ...others } = instruction.urls;
    return new Set([
      ...urlsOf(instruction.say),
      ...Object.values(others),
      ...(instruction.screened ? [screen] : []),
      ...(instruction.recorded ? [recording] : []),
    ]);
  };

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
      holds(({ body }, instruction) => expect(documents.spoken(body)).toBe(words(instruction)));
    });

    it('names the addresses that the instruction needs, and no others', () => {
      holds(({ body }, instruction) => expect(new Set(documents.urls(body))).toEqual(needed(instruction)));
    });

    it('is the same to the byte when it is asked for again', () => {
      holds(({ body }, instruction) => expect(render(instruction).body).toBe(body));
    });
  });

  it('ends every dialled leg after its time', () => {
    const dials = anyCallerInstruction.filter((one) => one.kind === 'dial');
    fc.assert(
      fc.property(dials, (dial) =>
        expect(documents.timeLimits(provider.renderForCaller(dial).body)).toEqual([`${dial.timeLimitSeconds}`]),
      ),
    );
  });

  it('says a text to whoever picks up, and asks for nothing more', () => {
    fc.assert(
      fc.property(anySay, (say) => {
        const { body } = provider.renderSpoken(say);
        expect(documents.complaints(body, 'caller')).toEqual([]);
        expect(documents.spoken(body)).toBe(heard(say));
        expect(documents.urls(body)).toEqual([]);
      }),
    );
  });

  it('acknowledges a report with a document that does nothing', () => {
    const { body } = provider.acknowledgement;
    expect(documents.complaints(body, 'caller')).toEqual([]);
    expect([documents.spoken(body), documents.urls(body)]).toEqual(['', []]);
  });
}
