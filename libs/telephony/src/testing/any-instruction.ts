import fc from 'fast-check';
import type { CallerInstruction, Play, ResponderInstruction, Say } from '../port/documents.js';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.constantFrom('', '&', '<Hangup/>', ']]>', '"\'', 'a & b < c > d', '\u0000\u0007\u001b', '\ud83d', '\udc00x', '👩‍🚒'),
);
const phone = fc.stringMatching(/^\+[1-9]\d{6,14}$/);
export const anySay: fc.Arbitrary<Say> = fc.record({
  parts: fc.array(fc.oneof(fc.record({ text }), fc.record({ telephone: phone })), { minLength: 1, maxLength: 4 }),
  language: fc.constantFrom('en-US', 'de-DE', 'hi-IN'),
  voice: fc.constantFrom('Polly.Joanna', 'Polly.Vicki', 'Polly.Joanna-Neural'),
});
const url = fc
  .tuple(fc.stringMatching(/^[a-z0-9_]{1,20}$/), fc.constantFrom('', '?a=1&b=2'))
  .map(([id, query]) => `https://hooks.example.com/voice/twilio/line_1/calls/${id}${query}`);
const play: fc.Arbitrary<Play> = fc.record({ audioUrl: url });
const utterance = fc.oneof(anySay, play);
const seconds = fc.integer({ min: 1, max: 7200 });

export const anyCallerInstruction: fc.Arbitrary<CallerInstruction> = fc.oneof(
  fc.record({ kind: fc.constant('say' as const), say: utterance, proceedUrl: url }),
  fc.record({
    kind: fc.constant('dial' as const),
    number: phone,
    callerId: phone,
    timeoutSeconds: fc.integer({ min: 0, max: 2000 }),
    timeLimitSeconds: seconds,
    screeningSeconds: seconds,
    screened: fc.boolean(),
    recorded: fc.boolean(),
    urls: fc.record({ over: url, screen: url, leg: url, recording: url }),
  }),
  fc.record({
    kind: fc.constant('take-message' as const),
    say: utterance,
    urls: fc.record({ over: url, recording: url, transcript: fc.option(url) }),
  }),
  fc.record({ kind: fc.constant('hang-up' as const), say: fc.option(utterance) }),
  fc.record({ kind: fc.constant('reject' as const) }),
  fc.record({ kind: fc.constant('stay' as const), proceedUrl: url }),
);

export const anyResponderInstruction: fc.Arbitrary<ResponderInstruction> = fc.oneof(
  fc.record({
    kind: fc.constant('ask' as const),
    say: anySay,
    silenceSeconds: fc.integer({ min: 1, max: 60 }),
    keysUrl: url,
  }),
  fc.record({ kind: fc.constantFrom('connect' as const, 'hang-up' as const) }),
);

const isUrl = (value: unknown): value is string => typeof value === 'string' && value.startsWith('https://');

/** Every address in an instruction. */
export function urlsOf(value: unknown): readonly string[] {
  if (isUrl(value)) return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(urlsOf) : [];
}

/** What is to be heard of a text: XML has no control characters and no halves of characters, a space is said instead. */
export function heard({ parts }: Say): string {
  const speakable = (words: string): string =>
    words.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, ' ');
  // part by part: two halves of a character in neighbouring parts are no character
  return parts.map((part) => speakable('text' in part ? part.text : part.telephone)).join('');
}
