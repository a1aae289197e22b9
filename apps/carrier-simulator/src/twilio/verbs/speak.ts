import { DocumentFault } from '../../core/document-fault.js';
import { fetchAudio } from '../../core/fetch-audio.js';
import { pause } from '../../core/pause.js';
import { spokenLetters } from '../../core/speech.js';
import type { Stage } from '../../core/stage.js';
import { resolveUrl } from '../resolve-url.js';
import type { Verb } from '../verb.js';

/** Executes Say, Play and Pause; they lead nowhere else. A loop of 0 goes on until somebody ends it. */
export async function speak(stage: Stage, verb: Verb): Promise<undefined> {
  const once = await lengthOf(stage, verb);
  if (verb.element.name === 'Pause') return void (await pause(once, stage.signal));
  const loop = verb.values.whole('loop', { min: 0, max: 1000 }, 1);
  await pause(loop === 0 ? Infinity : once * loop, stage.signal);
}

async function lengthOf(stage: Stage, verb: Verb): Promise<number> {
  const { timing } = stage.call.file;
  const { element, values } = verb;
  if (element.name === 'Pause') return values.whole('length', { min: 0, max: 3600 }, 1) * timing.secondMs;
  if (element.name === 'Say') {
    hearsSpeech(stage, verb);
    return spokenLetters(element) * timing.speechMsPerCharacter;
  }
  const digits = values.text('digits');
  if (digits !== undefined) {
    stage.hears(`the keys ${digits}`);
    return 0;
  }
  await playFile(stage, verb);
  return timing.playMs;
}

function hearsSpeech(stage: Stage, { element, documentUrl }: Verb): void {
  if (element.text === '') stage.call.file.blame(13520, '<Say> has no text', documentUrl, false);
  else stage.hears(`"${element.text}"`);
  if (!stage.screening) stage.call.file.reach('welcome');
}

/** Whoever listens hears a file only when it can be fetched. */
async function playFile(stage: Stage, { element, documentUrl }: Verb): Promise<void> {
  const { call } = stage;
  const url = resolveUrl(element.text, documentUrl);
  const wrong = await fetchAudio(call, url);
  if (wrong)
    throw new DocumentFault(wrong.what === 'answer' ? 11200 : 12300, `cannot play ${url}: ${wrong.why}`, documentUrl);
  stage.hears(`played ${url}`);
  if (!stage.screening) call.file.reach('welcome');
}
