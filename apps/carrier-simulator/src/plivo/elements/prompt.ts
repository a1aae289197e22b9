import { fetchAudio } from '../../core/fetch-audio.js';
import { pause } from '../../core/pause.js';
import { spokenLetters } from '../../core/speech.js';
import { DocumentError } from '../../core/document-fault.js';
import type { PlivoContext } from '../plivo-call.js';
import { absoluteUrl, type PlivoElement } from '../plivo-element.js';

/** Executes Speak, Play and Wait; they lead nowhere else. A loop of 0 goes on until somebody ends it. */
export async function prompt(context: PlivoContext, one: PlivoElement): Promise<undefined> {
  const { element, values } = one;
  const { timing } = context.call.record;
  if (element.name === 'Wait') {
    const seconds = values.integer('length', { min: 1, max: 3600 }, 1);
    return void (await pause(seconds * timing.secondMs, context.signal));
  }
  const loop = values.integer('loop', { min: 0, max: 1000 }, 1);
  const once = element.name === 'Speak' ? speak(context, one) : await play(context, one);
  await pause(loop === 0 ? Infinity : once * loop, context.signal);
}

/** Returns how long it takes, in milliseconds. */
function speak(context: PlivoContext, { element, values, from }: PlivoElement): number {
  const { record } = context.call;
  const voice = values.text('voice') ?? 'WOMAN';
  if (!/^(WOMAN|MAN|Polly\.[\w-]+)$/.test(voice))
    throw new DocumentError(from.invalid, `<Speak> voice is "${voice}"`, from.url);
  if (element.children.length > 0 && !voice.startsWith('Polly.'))
    throw new DocumentError(from.invalid, `<Speak> has marks for a Polly voice, and the voice is ${voice}`, from.url);
  if (element.text === '') throw new DocumentError(from.invalid, '<Speak> has no text', from.url);
  context.hears(`"${element.text}"`);
  if (!context.screening) record.reachMoment('welcome');
  return spokenLetters(element) * record.timing.speechMsPerCharacter;
}

/** A file that cannot be played is skipped. */
async function play(context: PlivoContext, { element, from }: PlivoElement): Promise<number> {
  const { record } = context.call;
  const url = absoluteUrl(element.text, from);
  const fault = await fetchAudio(context.call, url);
  if (fault) {
    record.addFault(from.invalid, `cannot play ${url}: ${fault.reason}`, from.url, false);
    return 0;
  }
  context.hears(`played ${url}`);
  if (!context.screening) record.reachMoment('welcome');
  return record.timing.playMs;
}
