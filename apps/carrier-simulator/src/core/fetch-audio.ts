import type { Call } from './call.js';

/** Fetches the audio, as a provider has to before it can be heard. Returns what is wrong with it, if anything. */
export async function fetchAudio(call: Call, url: string): Promise<AudioFault | undefined> {
  try {
    const { status, contentType } = await call.dispatcher.request({ kind: 'media', method: 'GET', url, params: {} });
    if (status !== 200) return { kind: 'answer', reason: `HTTP ${status}` };
    if (!/^audio\//.test(contentType)) return { kind: 'content', reason: `the content type is "${contentType}"` };
    return undefined;
  } catch (error) {
    return { kind: 'answer', reason: error instanceof Error ? error.message : String(error) };
  }
}

export interface AudioFault {
  /** `answer`: the file was not delivered; `content`: it is no audio. */
  readonly kind: 'answer' | 'content';
  readonly reason: string;
}
