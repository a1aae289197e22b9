import { fetchAudio } from '../../core/fetch-audio.js';
import { pause } from '../../core/pause.js';
import { spokenLetters } from '../../core/speech.js';
import { DocumentFault } from '../../core/document-fault.js';
import type { PlivoStage } from '../plivo-call.js';
import { absoluteUrl, type PlivoElement } from '../plivo-element.js';

/** Executes Speak, Play and Wait; they lead nowhere else. A loop of 0 goes on until somebody ends it. */
export async function prompt(stage: PlivoStage, one: PlivoElement): Promise<undefined> {
  const { element, values } = one;
  const { timing } = stage.call.file;
  if (element.name === 'Wait') {
    const seconds = values.whole('length', { min: 1, max: 3600 }, 1);
    return void (await pause(seconds * timing.secondMs, stage.signal));
  }
  const loop = values.whole('loop', { min: 0, max: 1000 }, 1);
  const once = element.name === 'Speak' ? speak(stage, one) : await play(stage, one);
  await pause(loop === 0 ? Infinity : once * loop, stage.signal);
}

/** Returns how long it takes, in milliseconds. */
function speak(stage: PlivoStage, { element, values, from }: PlivoElement): number {
  const { file } = stage.call;
  const voice = values.text('voice') ?? 'WOMAN';
  if (!/^(WOMAN|MAN|Polly\.[\w-]+)$/.test(voice))
    throw new DocumentFault(from.invalid, `<Speak> voice is "${voice}"`, from.url);
  if (element.children.length > 0 && !voice.startsWith('Polly.'))
    throw new DocumentFault(from.invalid, `<Speak> has marks for a Polly voice, and the voice is ${voice}`, from.url);
  if (element.text === '') throw new DocumentFault(from.invalid, '<Speak> has no text', from.url);
  stage.hears(`"${element.text}"`);
  if (!stage.screening) file.reach('welcome');
  return spokenLetters(element) * file.timing.speechMsPerCharacter;
}

/** A file that cannot be played is passed over. */
async function play(stage: PlivoStage, { element, from }: PlivoElement): Promise<number> {
  const { file } = stage.call;
  const url = absoluteUrl(element.text, from);
  const wrong = await fetchAudio(stage.call, url);
  if (wrong) {
    file.blame(from.invalid, `cannot play ${url}: ${wrong.why}`, from.url, false);
    return 0;
  }
  stage.hears(`played ${url}`);
  if (!stage.screening) file.reach('welcome');
  return file.timing.playMs;
}
