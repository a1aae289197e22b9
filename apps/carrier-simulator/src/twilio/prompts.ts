import { pause } from '../calls/abortable-wait.js';
import { fetchAudio, spokenLetters } from '../documents/audio.js';
import { DocumentError, type ExecutionContext, type Next } from '../documents/execution.js';
import type { Element } from '../documents/xml.js';
import { KeyBuffer } from '../phones/phone.js';
import { resolveUrl, type Verb, verbOf } from './verb.js';

/** Executes Say, Play and Pause; the document goes on after them. A loop of 0 goes on until it is interrupted. */
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

interface GatherSettings {
  readonly timeoutMs: number;
  readonly numDigits: number;
  readonly finishOnKey: string;
}

/** Plays its prompt and collects keys; without any the document goes on, unless an empty result is wanted too. */
export async function gather(context: ExecutionContext, verb: Verb): Promise<Next | undefined> {
  const { values, documentUrl } = verb;
  const { timing } = context.call.record;
  const settings: GatherSettings = {
    timeoutMs: values.integer('timeout', { min: 1, max: 600 }, 5) * timing.secondMs,
    numDigits: values.integer('numDigits', { min: 1, max: 64 }, Infinity),
    finishOnKey: values.text('finishOnKey') ?? '#',
  };
  const action = values.url('action') ?? documentUrl;
  const method = values.method('method');
  const wantsEmpty = values.flag('actionOnEmptyResult', false);
  const digits = await collect(context, verb, settings);
  if (digits === '' && !wantsEmpty) return undefined;
  return { to: 'document', target: { kind: 'gather', url: action, method, params: { Digits: digits } } };
}

async function collect(context: ExecutionContext, verb: Verb, settings: GatherSettings): Promise<string> {
  const keys = new KeyBuffer(context.phone);
  try {
    context.prompted();
    await playPrompt(context, verb, keys.touched);
    let digits = '';
    while (digits.length < settings.numDigits) {
      const key = await keys.next(settings.timeoutMs, context.signal);
      if (key === undefined || settings.finishOnKey.includes(key)) break;
      digits += key;
    }
    return digits;
  } finally {
    keys.close();
  }
}

/** The prompt, cut short by the first key. */
async function playPrompt(context: ExecutionContext, verb: Verb, touched: AbortSignal): Promise<void> {
  const signal = AbortSignal.any([context.signal, touched]);
  const listening: ExecutionContext = { ...context, signal };
  try {
    for (const child of verb.element.children) await playOne(listening, child, verb.documentUrl);
  } catch (error) {
    if (!touched.aborted || context.signal.aborted) throw error;
  }
}

async function playOne(context: ExecutionContext, child: Element, documentUrl: string): Promise<void> {
  await speak(context, verbOf(context, child, documentUrl));
}
