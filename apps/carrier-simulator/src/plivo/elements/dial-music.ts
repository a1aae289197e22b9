import { DocumentError } from '../../core/document-fault.js';
import { Interrupted } from '../../core/interrupted.js';
import { fetchDocument } from '../fetch-document.js';
import type { PlivoContext } from '../plivo-call.js';
import { plivoElement } from '../plivo-element.js';
import { prompt } from './prompt.js';

/** What the caller hears while it rings: a document of sounds, unless it is the carrier's own ringing. Returns what stops it. */
export function playDialMusic(context: PlivoContext, music: string | undefined): () => void {
  if (music === undefined || music === 'real') return () => undefined;
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  void context.call.dispatcher.track(play({ ...context, signal }, music));
  return () => stop.abort(new Interrupted('leg-gone'));
}

async function play(context: PlivoContext, url: string): Promise<void> {
  try {
    const { root, from } = await fetchDocument(context, { kind: 'media', url, method: 'POST', params: {} });
    for (const sound of root.children) await prompt(context, plivoElement(sound, from));
  } catch (error) {
    if (error instanceof DocumentError) context.call.record.addFault(error.code, error.message, error.url, false);
    else if (!(error instanceof Interrupted)) throw error;
  }
}
