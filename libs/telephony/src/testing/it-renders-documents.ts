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

  it('reports the key that passes a screened call on, and no other, where the provider takes the keys itself', () => {
    const dials = anyCallerInstruction.filter((one) => one.kind === 'dial');
    fc.assert(
      fc.property(dials, (dial) => {
        const matched = documents.takesKeyItself && dial.screened ? ['2'] : [];
        expect(documents.matchedKeys(provider.renderForCaller(dial).body)).toEqual(matched);
      }),
    );
  });

  it('asks for the report that the phone rings, where the provider has one', () => {
    const dials = anyCallerInstruction.filter((one) => one.kind === 'dial');
    fc.assert(
      fc.property(dials, (dial) =>
        expect(documents.reportsRinging(provider.renderForCaller(dial).body)).toBe(documents.canReportRinging),
      ),
    );
  });

  it('says of itself what its documents show', () =>
    expect(provider.capabilities).toEqual({
      screensByItself: documents.takesKeyItself,
      reportsRinging: documents.canReportRinging,
    }));

  it('renders a whole call into files that it understands, and that ask for nothing but each other', () => {
    const base = 'https://hooks.example.com/voice/x/line_1/fallback/key';
    const say = { parts: [{ text: 'Tom & Jerry' }], language: 'en-US', voice: 'Polly.Joanna' };
    const ring = {
      kind: 'ring',
      number: '+14155550102',
      seconds: 25,
      timeLimitSeconds: 3600,
      screeningSeconds: 18,
    } as const;
    const steps = [
      { name: 'start', says: [say], then: { ...ring, attempt: 1 } },
      { name: 'after-1', says: [say], then: { kind: 'record' } },
      { name: 'recorded', says: [say], then: { kind: 'hang-up' } },
    ] as const;
    const files = provider.renderFallback(
      { lineNumber: '+12245550123', steps, ask: { say, silenceSeconds: 10 } },
      base,
    );
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['start', 'after-1', 'recorded', 'screen']));
    for (const { name, body } of files) {
      const leg = ['screen', 'accepted', 'passed'].includes(name) ? 'responder' : 'caller';
      // files are asked for with GET, where everything else is posted
      const posted = body.replaceAll('ethod="GET"', 'ethod="POST"');
      expect([name, documents.complaints(posted, leg)]).toEqual([name, []]);
      expect(documents.urls(body).filter((url) => !url.startsWith(`${base}/`))).toEqual([]);
    }
    const start = files.find(({ name }) => name === 'start')?.body ?? '';
    expect([documents.spoken(start), documents.timeLimits(start)]).toEqual(['Tom & Jerry', ['3600']]);
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

  it('has documents of a last resort that it understands, and that name no other addresses', () => {
    const { lastResort } = provider;
    const [over, recording, keys] = ['over?a=1&b=2', 'recording', 'keys'].map(
      (path) => `https://hooks.example.com/${path}`,
    );
    const ring = { number: '+14155550102', callerId: '+12245550123', seconds: 25, method: 'POST' as const };
    const dial = lastResort.ring({ ...ring, urls: { over: over ?? '', screen: keys ?? '', leg: null } });
    expect([documents.complaints(dial, 'caller'), new Set(documents.urls(dial))]).toEqual([[], new Set([over, keys])]);
    expect(dial).toContain('14155550102');
    expect(documents.timeLimits(dial)).toEqual(['14400']);
    const message = lastResort.takeMessage(over ?? '', recording ?? '');
    expect([documents.complaints(message, 'caller'), new Set(documents.urls(message))]).toEqual([
      [],
      new Set([over, recording]),
    ]);
    expect(documents.spoken(message)).toContain('leave a message');
    const ask = lastResort.ask(keys ?? '');
    expect([documents.complaints(ask, 'responder'), documents.urls(ask)]).toEqual([
      [],
      documents.takesKeyItself ? [] : [keys],
    ]);
    expect(documents.spoken(ask)).toContain('Press 1');
    for (const body of [lastResort.connect, lastResort.refuse]) {
      expect([documents.complaints(body, 'responder'), documents.urls(body)]).toEqual([[], []]);
    }
    expect([documents.complaints(lastResort.hangUp, 'caller'), documents.urls(lastResort.hangUp)]).toEqual([[], []]);
  });

  it('acknowledges a report with a document that does nothing', () => {
    const { body } = provider.acknowledgement;
    expect(documents.complaints(body, 'caller')).toEqual([]);
    expect([documents.spoken(body), documents.urls(body)]).toEqual(['', []]);
  });
}
