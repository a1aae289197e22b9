import type { Call, Caller, LineSetup, Message, SpokenMessage } from './call.js';

/** Parts of what is said: a telephone number is read digit by digit. */
export type Spoken = { readonly text: string } | { readonly telephone: string };

const charactersPerSecond = 13;

/** About how long it takes to say, in seconds, rounded up. Timers that wait for speech are set by it. */
export const speechSeconds = (parts: readonly Spoken[]): number =>
  Math.ceil(
    parts.reduce((sum, p) => sum + ('text' in p ? p.text.length : p.telephone.length * 4), 0) / charactersPerSecond,
  );

/** What a responder hears: which line, who calls, and what to press. */
export function screeningPrompt(call: Call): readonly Spoken[] {
  const line = call.test ? `Test call for ${call.lineName} from ` : `Call for ${call.lineName} from `;
  return [{ text: line }, callerSpoken(call.caller), { text: '. Press 1 to accept, or 2 to pass it on.' }];
}

/** Of an address only who it is: `alice` of `sip:alice@pbx.example.com`, digits one by one. */
function callerSpoken({ name, number, address }: Caller): Spoken {
  if (name) return { text: name };
  if (number) return { telephone: number };
  const who = address?.replace(/^(?:sips?|tel|client):/i, '').split(/[@;]/)[0];
  if (!who) return { text: 'an unknown caller' };
  return /^\d+$/.test(who) ? { telephone: who } : { text: who };
}

const isSpoken = (message: Message): message is SpokenMessage => 'text' in message;

/** Our own words are spoken as the line's first spoken message is. */
export function voiceOf({ messages }: LineSetup): Pick<SpokenMessage, 'language' | 'voice'> {
  const like = [messages.welcome, messages.noAnswer, messages.noOneOnCall].find(isSpoken);
  return { language: like?.language ?? 'en-US', voice: like?.voice ?? 'Polly.Joanna' };
}

const ours = (call: Call, text: string): SpokenMessage => ({ text, ...voiceOf(call.setup) });

export const progressMessage = (call: Call): SpokenMessage => ours(call, 'Still trying to reach someone. Please hold.');
export const notInUseMessage = (call: Call): SpokenMessage => ours(call, 'This number is not in use at the moment.');
export const messageTakenMessage = (call: Call): SpokenMessage =>
  ours(call, 'Thank you. Your message has been recorded. Goodbye.');
