import { defaultVoice } from '@ringdown/kernel';
import type { Call, LineSetup, Message, SpokenMessage } from './call.js';
import { callerSpoken, type Spoken } from './caller.js';

/**
 * What a sign takes to say, in seconds, at the usual pace of the voices that both providers have (Amazon Polly): English at some
 * 170 words of 5.6 letters and blanks a minute; a sign of Chinese, Japanese or Korean is a syllable, at six of them a second.
 */
const letterSeconds = 1 / 16;
const syllableSignSeconds = 0.17;
/** A number in a text is a word: "one" for the 1. */
const numeralSeconds = 3 / 16;
const stopSeconds = 0.4;
/** `<say-as interpret-as="telephone">` reads digit by digit, with pauses between the groups. */
const dialledDigitSeconds = 0.35;

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

function textSeconds(text: string): number {
  const signs = count(text, /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/gu);
  const numerals = count(text, /\d/g);
  const letters = [...text].length - signs - numerals;
  const stops = count(text, /[.!?](?=\s+\S)/g);
  return letters * letterSeconds + signs * syllableSignSeconds + numerals * numeralSeconds + stops * stopSeconds;
}

/** About how long it takes to say, in seconds. Timers that wait for speech are set by it. */
export const speechSeconds = (parts: readonly Spoken[]): number =>
  parts.reduce(
    (sum, part) => sum + ('text' in part ? textSeconds(part.text) : count(part.telephone, /\d/g) * dialledDigitSeconds),
    0,
  );

/** What a responder hears: which line, who calls, and what to press. */
export function screeningPrompt(call: Call): readonly Spoken[] {
  const line = call.test ? `Test call for ${call.lineName} from ` : `Call for ${call.lineName} from `;
  return [{ text: line }, callerSpoken(call.caller), { text: '. Press 1 to accept, or 2 to pass it on.' }];
}

const isSpoken = (message: Message): message is SpokenMessage => 'text' in message;

/** Our own words are spoken as the line's first spoken message is. */
export function voiceOf({ messages }: LineSetup): Pick<SpokenMessage, 'language' | 'voice'> {
  const { language, voice } =
    [messages.welcome, messages.noAnswer, messages.noOneOnCall].find(isSpoken) ?? defaultVoice;
  return { language, voice };
}

const ours = (call: Call, text: string): SpokenMessage => ({ text, ...voiceOf(call.setup) });

export const progressMessage = (call: Call): SpokenMessage => ours(call, 'Still trying to reach someone. Please hold.');
export const notInUseMessage = (call: Call): SpokenMessage => ours(call, 'This number is not in use at the moment.');
export const messageTakenMessage = (call: Call): SpokenMessage =>
  ours(call, 'Thank you. Your message has been recorded. Goodbye.');
