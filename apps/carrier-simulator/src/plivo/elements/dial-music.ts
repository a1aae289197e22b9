import { DocumentFault } from '../../core/document-fault.js';
import { Interrupted } from '../../core/interrupted.js';
import { fetchDocument } from '../fetch-document.js';
import type { PlivoStage } from '../plivo-call.js';
import { plivoElement } from '../plivo-element.js';
import { prompt } from './prompt.js';

/** What the caller hears while it rings: a document of sounds, unless it is the carrier's own ringing. Returns what stops it. */
export function playDialMusic(stage: PlivoStage, music: string | undefined): () => void {
  if (music === undefined || music === 'real') return () => undefined;
  const stop = new AbortController();
  const signal = AbortSignal.any([stage.signal, stop.signal]);
  void stage.call.courier.track(play({ ...stage, signal }, music));
  return () => stop.abort(new Interrupted('leg-gone'));
}

async function play(stage: PlivoStage, url: string): Promise<void> {
  try {
    const { root, from } = await fetchDocument(stage, { kind: 'media', url, method: 'POST', params: {} });
    for (const sound of root.children) await prompt(stage, plivoElement(sound, from));
  } catch (error) {
    if (error instanceof DocumentFault) stage.call.file.blame(error.code, error.message, error.url, false);
    else if (!(error instanceof Interrupted)) throw error;
  }
}
