import type { Call } from './call.js';

/** Fetches the audio, as a carrier has to before it can be heard. Returns what is wrong with it, if anything. */
export async function fetchAudio(call: Call, url: string): Promise<AudioFault | undefined> {
  try {
    const { status, contentType } = await call.courier.ask({ kind: 'media', method: 'GET', url, params: {} });
    if (status !== 200) return { what: 'answer', why: `HTTP ${status}` };
    if (!/^audio\//.test(contentType)) return { what: 'content', why: `the content type is "${contentType}"` };
    return undefined;
  } catch (error) {
    return { what: 'answer', why: error instanceof Error ? error.message : String(error) };
  }
}

export interface AudioFault {
  readonly what: 'answer' | 'content';
  readonly why: string;
}
