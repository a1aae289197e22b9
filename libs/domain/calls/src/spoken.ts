import type { Call, SpokenMessage } from './call.js';

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
  const { name, number } = call.caller;
  const caller: Spoken = name ? { text: name } : number ? { telephone: number } : { text: 'an unknown caller' };
  return [{ text: `Call for ${call.lineName} from ` }, caller, { text: '. Press 1 to accept, or 2 to pass it on.' }];
}

const inItsVoice = (text: string, like: SpokenMessage): SpokenMessage => ({ ...like, text });

export const progressMessage = (call: Call): SpokenMessage =>
  inItsVoice('Still trying to reach someone. Please hold.', call.setup.messages.welcome);
export const notInUseMessage = (call: Call): SpokenMessage =>
  inItsVoice('This number is not in use at the moment.', call.setup.messages.welcome);
export const messageTakenMessage = (call: Call): SpokenMessage =>
  inItsVoice('Thank you. Your message has been recorded. Goodbye.', call.setup.messages.welcome);
