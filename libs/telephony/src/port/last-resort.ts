import { defaultVoice } from '@ringdown/kernel';

/**
 * Documents made of constant text: no renderer, no value of a line. What a provider gets when everything else has failed, so that a
 * defect of ours ends in a voicemail and not in the provider's error message. They stand apart from the renderers on purpose.
 */
export interface LastResort {
  /** Rings a responder, who is asked for a key. */
  ring(ring: LastRing): string;
  /** Apologises and takes a message; `overUrl` is asked when it is over, `recordingUrl` gets the report of where it is. */
  takeMessage(overUrl: string, recordingUrl: string): string;
  /** On a responder's leg: who picked up is asked to press a key. */
  ask(keysUrl: string): string;
  /** On a responder's leg: lets the caller through. */
  readonly connect: string;
  /** On a responder's leg: the caller is not let through. */
  readonly refuse: string;
  readonly hangUp: string;
}

interface LastRing {
  /** Both E.164. */
  readonly number: string;
  readonly callerId: string;
  readonly seconds: number;
  /** How the addresses are asked: by GET where they are files. */
  readonly method: 'GET' | 'POST';
  readonly urls: { readonly over: string; readonly screen: string; readonly leg: string | null };
}

export const lastResortWords = {
  ...defaultVoice,
  sorry: 'We are sorry, no one could take your call. Please leave a message after the tone.',
  ask: 'There is a call for you. Press 1 to accept, or 2 to pass it on.',
};

/** Nobody talks longer. */
export const lastRingLimitSeconds = 4 * 60 * 60;

export const lastResortDocument = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response>${content}</Response>`;

/** Our own addresses hold nothing but letters, digits and `/._~-`; a number's own query may hold an ampersand. */
export const inAttribute = (url: string): string =>
  url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
