import type { RunningCall } from './execution.js';
import type { Element } from './xml.js';

/** A digit that is read by itself takes as long as so many letters of a text. */
const lettersOfDigit = 5.6;

/** How long a voice takes for an element, in letters: a telephone number in it is read digit by digit. */
export function spokenLetters({ text, children }: Element): number {
  const numbers = children.filter(({ attributes }) => attributes['interpret-as'] === 'telephone');
  const more = numbers.map((one) => one.text.replace(/\D/g, '').length * lettersOfDigit - one.text.length);
  return more.reduce((sum, letters) => sum + letters, text.length);
}

/** Fetches the audio, as a provider has to before it can be heard. Returns what is wrong with it, if anything. */
export async function fetchAudio(call: RunningCall, url: string): Promise<AudioFault | undefined> {
  try {
    const { status, contentType } = await call.dispatcher.request({ kind: 'media', method: 'GET', url, params: {} });
    if (status !== 200) return { kind: 'answer', reason: `HTTP ${status}` };
    if (!/^audio\//.test(contentType)) return { kind: 'content', reason: `the content type is "${contentType}"` };
    return undefined;
  } catch (error) {
    return { kind: 'answer', reason: error instanceof Error ? error.message : String(error) };
  }
}

interface AudioFault {
  /** `answer`: the file was not delivered; `content`: it is no audio. */
  readonly kind: 'answer' | 'content';
  readonly reason: string;
}
