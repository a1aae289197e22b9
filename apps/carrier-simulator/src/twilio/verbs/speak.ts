import { DocumentError } from '../../core/document-fault.js';
import { fetchAudio } from '../../core/fetch-audio.js';
import { pause } from '../../core/pause.js';
import { spokenLetters } from '../../core/speech.js';
import type { ExecutionContext } from '../../core/stage.js';
import { resolveUrl } from '../resolve-url.js';
import type { Verb } from '../verb.js';

/** Executes Say, Play and Pause; they lead nowhere else. A loop of 0 goes on until somebody ends it. */
export async function speak(context: ExecutionContext, verb: Verb): Promise<undefined> {
  const once = await lengthOf(context, verb);
  if (verb.element.name === 'Pause') return void (await pause(once, context.signal));
  const loop = verb.values.integer('loop', { min: 0, max: 1000 }, 1);
  await pause(loop === 0 ? Infinity : once * loop, context.signal);
}

async function lengthOf(context: ExecutionContext, verb: Verb): Promise<number> {
  const { timing } = context.call.record;
  const { element, values } = verb;
  if (element.name === 'Pause') return values.integer('length', { min: 0, max: 3600 }, 1) * timing.secondMs;
  if (element.name === 'Say') {
    hearsSpeech(context, verb);
    return spokenLetters(element) * timing.speechMsPerCharacter;
  }
  const digits = values.text('digits');
  if (digits !== undefined) {
    context.hears(`the keys ${digits}`);
    return 0;
  }
  await playFile(context, verb);
  return timing.playMs;
}

function hearsSpeech(context: ExecutionContext, { element, documentUrl }: Verb): void {
  if (element.text === '') context.call.record.addFault(13520, '<Say> has no text', documentUrl, false);
  else context.hears(`"${element.text}"`);
  if (!context.screening) context.call.record.reachMoment('welcome');
}

/** A file is heard only when it can be fetched. */
async function playFile(context: ExecutionContext, { element, documentUrl }: Verb): Promise<void> {
  const { call } = context;
  const url = resolveUrl(element.text, documentUrl);
  const fault = await fetchAudio(call, url);
  if (fault)
    throw new DocumentError(
      fault.kind === 'answer' ? 11200 : 12300,
      `cannot play ${url}: ${fault.reason}`,
      documentUrl,
    );
  context.hears(`played ${url}`);
  if (!context.screening) call.record.reachMoment('welcome');
}
