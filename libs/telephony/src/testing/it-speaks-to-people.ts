import fc from 'fast-check';
import type { OutgoingText, PersonPrompt } from '../port/people.js';
import { anySay, heard } from './any-instruction.js';
import type { TelephonyRig } from './telephony-rig.js';

const call = 'https://hooks.example.com/telephony/x/pa_1/calls/dlv_1';
const anyPrompt: fc.Arbitrary<PersonPrompt> = fc.record({
  say: fc.array(anySay, { minLength: 1, maxLength: 3 }),
  keysUrl: fc.constantFrom(`${call}/keys`, `${call}/keys?a=1&b=2`),
  timeoutSeconds: fc.integer({ min: 1, max: 90 }),
  repeats: fc.integer({ min: 0, max: 3 }),
});
const phone = fc.stringMatching(/^\+[1-9]\d{6,14}$/);
const words = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 160 }),
  fc.constantFrom('#142 <Disk full> & "more"', ']]>', 'Zoë 👩‍🚒', '\u0000 x'),
);
const anyReply: fc.Arbitrary<OutgoingText> = fc
  .record({ from: phone, to: phone, text: words, url: fc.constantFrom(null, `${call}/status?a=1&b=2`) })
  .map(({ url, ...text }) => ({ ...text, ...(url ? { statusUrl: url } : {}) }));

/** What is said and written to people: calls that wait for one key, and answers to their texts. */
export function itSpeaksToPeople({ open, documents }: TelephonyRig): void {
  const provider = open('https://api.example.com');

  describe('a document for a person whom we called', () => {
    const holds = (check: (body: string, prompt: PersonPrompt) => void): void =>
      fc.assert(
        fc.property(anyPrompt, (prompt) => check(provider.renderForPerson(prompt).body, prompt)),
        { numRuns: 300 },
      );

    it('is one that the provider understands', () =>
      holds((body) => expect(documents.complaints(body, 'caller')).toEqual([])));

    it('says it, waits for one key, and says it again as often as it was asked to', () =>
      holds((body, { say, keysUrl, timeoutSeconds, repeats }) => {
        const question = {
          keysUrl,
          method: 'POST',
          keys: '1',
          seconds: documents.keySeconds(timeoutSeconds),
          spoken: say.map(heard).join(''),
        };
        expect(documents.questions(body)).toEqual(Array.from({ length: repeats + 1 }, () => question));
      }));

    it('ends by hanging up, and posts silence nowhere', () =>
      holds((body, { keysUrl }) => {
        expect(documents.endsByHangUp(body)).toBe(true);
        expect(new Set(documents.urls(body))).toEqual(new Set([keysUrl]));
      }));
  });

  describe('an answer to a text', () => {
    it('is one text to whoever wrote, with its report where that is wanted', () =>
      fc.assert(
        fc.property(anyReply, (reply) => {
          const { contentType, body } = provider.renderText(reply);
          expect(contentType).toMatch(/^(text|application)\/xml; charset=utf-8$/);
          expect(documents.textComplaints(body)).toEqual([]);
          expect(documents.texts(body)).toEqual([{ ...reply, text: heard(spoken(reply.text)) }]);
        }),
        { numRuns: 300 },
      ));

    it('is none where there is nothing to say', () => {
      const { body } = provider.renderText(null);
      expect(documents.textComplaints(body)).toEqual([]);
      expect(documents.texts(body)).toEqual([]);
    });
  });
}

const spoken = (text: string) => ({ parts: [{ text }], language: 'en-US', voice: 'Polly.Joanna' });
